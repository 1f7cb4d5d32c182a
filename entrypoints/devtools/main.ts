import browser from 'webextension-polyfill';

void browser.devtools.panels.create('Tokendock', '/icon/32.png', '/panel.html');
