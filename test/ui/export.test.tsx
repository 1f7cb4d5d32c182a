// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { aProfile } from './fake-inputs.ts';
import { showWorkbench } from './show-workbench.tsx';

const profiles = [aProfile({ shared: true }), aProfile({ id: 'billing', name: 'Billing job' })];

async function exporting() {
  const shown = await showWorkbench('#/export', { profiles }, (world) => {
    world.answers['profiles.write'] = ({ form, withSecrets }) => ({
      name: `file.${form}`,
      type: 'application/json',
      text: JSON.stringify({ withSecrets }),
      leftOut: withSecrets ? [] : ['Petstore, staging: client_secret'],
    });
  });
  await screen.findByLabelText('Petstore, staging');
  return shown;
}

test('Those that are shared are chosen, without secrets; what is left out is listed', async () => {
  const { world, files } = await exporting();
  expect(screen.getByLabelText('Petstore, staging')).toHaveProperty('checked', true);
  expect(screen.getByLabelText('Billing job')).toHaveProperty('checked', false);
  expect(await screen.findByText('Petstore, staging: client_secret')).toBeTruthy();
  fireEvent.submit(screen.getByRole('button', { name: 'Save as a file' }).closest('form') as HTMLFormElement);
  await vi.waitFor(() => expect(files).toEqual([{ name: 'file.tokendock', text: '{"withSecrets":false}' }]));
  expect(world.sent('profiles.write').at(-1)).toEqual({ ids: ['petstore'], form: 'tokendock', withSecrets: false });
});

test('Secrets go along only when I ask for them, with a warning, and not the next time', async () => {
  const { goTo } = await exporting();
  expect(screen.queryByText(/Send it to nobody/)).toBeNull();
  fireEvent.click(screen.getByRole('switch', { name: 'With secrets' }));
  expect(await screen.findByText(/Send it to nobody/)).toBeTruthy();
  expect(await screen.findByText('Nothing is left out.')).toBeTruthy();
  goTo('#petstore/trace');
  await vi.waitFor(() => expect(screen.queryByRole('switch', { name: 'With secrets' })).toBeNull());
  goTo('#/export');
  const again = await screen.findByRole('switch', { name: 'With secrets' });
  expect(again.getAttribute('aria-checked')).toBe('false');
});

test('I choose others, and another format', async () => {
  const { world } = await exporting();
  fireEvent.click(screen.getByRole('button', { name: 'None' }));
  expect(await screen.findByText('Choose at least one profile.')).toBeTruthy();
  fireEvent.click(screen.getByLabelText('Billing job'));
  fireEvent.click(screen.getByLabelText('<oauth2> elements'));
  await vi.waitFor(() =>
    expect(world.sent('profiles.write').at(-1)).toEqual({ ids: ['billing'], form: 'oauth2', withSecrets: false }),
  );
  expect(screen.queryByRole('switch', { name: 'With secrets' })).toBeNull();
});
