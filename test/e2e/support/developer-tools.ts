import type { Frame, Page } from 'puppeteer';
import { vi } from 'vitest';
import { type FirefoxGlobals, openFirefoxPage } from './firefox-itself.ts';
import { patience } from './patience.ts';
import { browserName, type Tokendock } from './tokendock.ts';

/** Tokendock's panel in the browser's own developer tools. */
export type Panel = {
  /** All that it shows, on one line. */
  text(): Promise<string>;
  close(): Promise<void>;
};

/** Opens the developer tools on a page, which is in front, and Tokendock's panel in them. */
export function openPanel({ running }: Tokendock, page: Page): Promise<Panel> {
  return browserName === 'firefox' ? openInFirefox(page) : openInChromium(page, running.extensionOrigin);
}

/** DevTools are a page, and the panel a frame in it, which is there once it was chosen. */
async function openInChromium(page: Page, origin: string): Promise<Panel> {
  const tools = await page.openDevTools();
  // Before its own tabs stand there it is not ready to be asked.
  await tools.waitForSelector('pierce/#tab-elements');
  // As a text: the test runner would take this import for one of its own.
  const choose = `import('./ui/legacy/legacy.js').then(({ InspectorView }) => {
    const view = InspectorView.InspectorView.instance();
    const name = ${JSON.stringify(`${origin}Tokendock`)};
    if (!view.tabbedPane.hasTab(name)) return false;
    return view.showPanel(name).then(() => true);
  })`;
  await vi.waitUntil(() => tools.evaluate(choose), patience);
  const isIt = (frame: Frame) => frame.url().startsWith(`${origin}/panel.html`);
  const panel = await tools.waitForFrame(isIt);
  return {
    text: () => panel.evaluate(readText),
    close: () => tools.close(),
  };
}

function readText(): string {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not shown
  return document.body.innerText.replace(/\s+/g, ' ');
}

type Toolbox = {
  getAdditionalTools(): { id: string }[];
  selectTool(id: string): Promise<void>;
  destroy(): Promise<void>;
  doc: Document;
};

type WithToolbox = {
  ChromeUtils: { importESModule(url: string): { require(name: string): { gDevTools: DevTools } } };
  toolbox: Toolbox;
};
type DevTools = { showToolboxForTab(tab: unknown, options: { toolId: string }): Promise<Toolbox> };

/** Firefox lets nobody control its tools, but its own pages reach them: one opens them, and asks the panel's process what it shows. */
async function openInFirefox(page: Page): Promise<Panel> {
  const firefox = await openFirefoxPage(page.browser());
  await page.bringToFront();
  await firefox.evaluate(async () => {
    const { ChromeUtils, Services } = globalThis as unknown as WithToolbox & Pick<FirefoxGlobals, 'Services'>;
    const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
    const { gDevTools } = loader.require('devtools/client/framework/devtools');
    const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser') as unknown as {
      gBrowser: { selectedTab: unknown };
    };
    (globalThis as unknown as WithToolbox).toolbox = await gDevTools.showToolboxForTab(gBrowser.selectedTab, {
      toolId: 'webconsole',
    });
  });
  const choose = async () => {
    const { toolbox } = globalThis as unknown as WithToolbox;
    const [panel] = toolbox.getAdditionalTools();
    if (panel) await toolbox.selectTool(panel.id);
    return panel !== undefined;
  };
  await vi.waitUntil(() => firefox.evaluate(choose), patience);
  return {
    text: async () => (await firefox.evaluate(askPanel)) ?? '',
    async close() {
      await firefox.evaluate(() => (globalThis as unknown as WithToolbox).toolbox.destroy());
      await firefox.close();
    },
  };
}

type PanelBrowser = {
  messageManager: {
    addMessageListener(name: string, listener: (message: { data: string }) => void): void;
    loadFrameScript(url: string, later: boolean): void;
  };
};

function askPanel(): Promise<string> | undefined {
  const { doc } = (globalThis as unknown as WithToolbox).toolbox;
  const frames = [...doc.querySelectorAll<HTMLIFrameElement>('iframe[id*=webext-devtools-panel]')];
  const [panel] = frames.flatMap(({ contentDocument }) => contentDocument?.querySelector('browser') ?? []);
  if (!panel) return undefined;
  const { messageManager } = panel as unknown as PanelBrowser;
  const read = `sendAsyncMessage('tokendock-test', content.document.body?.innerText.replace(/\\s+/g, ' ') ?? '')`;
  return new Promise((resolve) => {
    messageManager.addMessageListener('tokendock-test', ({ data }) => resolve(data));
    messageManager.loadFrameScript(`data:application/javascript,${encodeURIComponent(read)}`, false);
  });
}
