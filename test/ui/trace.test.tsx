// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { Exchange, Trace } from '../../src/core/exchange.ts';
import { brokenUp, requestText } from '../../src/ui/raw-request.ts';
import { aProfile, now } from './fake-inputs.ts';
import { showWorkbench } from './show-workbench.tsx';

const exchange: Exchange = {
  id: '1',
  purpose: 'token request',
  at: now,
  took: 143,
  request: {
    method: 'POST',
    url: 'https://id.acme.dev/token?a=b',
    headers: [['Accept', 'application/json']],
    body: 'grant_type=authorization_code&code=•••',
  },
  response: { status: 401, headers: [['Content-Type', 'application/json']], body: '{"error":"invalid_client"}' },
  findings: [{ code: 'scope_not_granted', values: { missing: 'pets:write' } }],
};
const front: Exchange = { ...exchange, id: '2', purpose: 'authorization request', response: undefined, findings: [] };
const trace: Trace = { id: 't', profileId: 'petstore', what: 'login', startedAt: now, exchanges: [exchange, front] };

function show(traces: Trace[]) {
  return showWorkbench('#petstore/trace', { profiles: [aProfile()] }, (world) => {
    world.answers['trace.list'] = () => traces;
    world.answers['trace.har'] = () => '{"log":{}}';
  });
}

test('Each step says who spoke, what was answered, and how long it took', async () => {
  const { container } = await show([trace]);
  expect(await screen.findByText('token request')).toBeTruthy();
  const steps = [...container.querySelectorAll('.step')];
  expect(steps.map((step) => step.className)).toEqual(['step from-tokendock', 'step from-browser']);
  expect(steps[0]?.textContent).toContain('401 143 ms');
  expect(steps[1]?.textContent).toContain('no answer');
});

test('A finding stands at its step, with its section', async () => {
  const { container } = await show([trace]);
  await screen.findByText('token request');
  expect(container.querySelector('.findings')?.textContent).toBe(
    'Finding: The server did not grant all of the scope that was asked for: pets:write. RFC 6749, section 3.3',
  );
});

test('Opened, a step shows both messages as they stood on the wire', async () => {
  await show([trace]);
  const request = await screen.findByRole('region', { name: 'Request: token request' });
  expect(request.textContent).toContain('POST /token\n  ?a=b HTTP/1.1\nHost: id.acme.dev\nAccept: application/json');
  expect(screen.getByRole('region', { name: 'Response: token request' }).textContent).toContain(
    '"error": "invalid_client"',
  );
});

test('A trace is copied as text, saved as HAR, and cleared', async () => {
  const { world, files } = await show([trace]);
  fireEvent.click(await screen.findByRole('button', { name: 'Copy as text' }));
  await vi.waitFor(() =>
    expect(world.copied[0]).toContain(
      '! The server did not grant all of the scope that was asked for: pets:write. (RFC 6749, section 3.3)',
    ),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Export HAR' }));
  await vi.waitFor(() => expect(files).toEqual([{ name: 'Petstore-staging.har', text: '{"log":{}}' }]));
  world.answers['trace.list'] = () => [];
  fireEvent.click(screen.getByRole('button', { name: 'Clear…' }));
  expect(world.sent('trace.clear')).toEqual([]);
  fireEvent.click(await screen.findByRole('button', { name: 'Clear' }));
  expect(await screen.findByText(/Nothing was sent for this profile yet/)).toBeTruthy();
  expect(world.sent('trace.clear')).toEqual([{ profileId: 'petstore' }]);
});

test('A finding that a setting would mend offers it, to take and to take back', async () => {
  const setting = '{"answers":{"token":{"fields":{"expires_in":"expires_in_sec"}}}}';
  const findings: Exchange['findings'] = [{ code: 'life_elsewhere', values: { path: 'expires_in_sec', setting } }];
  const { world } = await show([{ ...trace, exchanges: [{ ...exchange, findings }] }]);
  fireEvent.click(await screen.findByRole('button', { name: 'Read its life from “expires_in_sec”' }));
  await screen.findByText('The next token’s life is read from “expires_in_sec”.');
  expect(world.sent('setting.apply')).toEqual([{ id: 'petstore', setting }]);
  expect(world.sent('login.start')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await vi.waitFor(() => expect(world.sent('setting.undo')).toHaveLength(1));
});

test('It grows while a login runs', async () => {
  const { world } = await show([]);
  await screen.findByText(/Nothing was sent/);
  world.answers['trace.list'] = () => [trace];
  world.snapshot = { ...world.snapshot };
  world.tell();
  expect(await screen.findByText('token request')).toBeTruthy();
});

test('A path without parameters, or a JSON body, is not torn apart', () => {
  const raw = requestText({ method: 'POST', url: 'https://a.dev', headers: [], body: '{"a":"b=c&d"}' });
  expect(raw).toBe('POST / HTTP/1.1\nHost: a.dev\n\n{"a":"b=c&d"}');
  expect(brokenUp(raw)).toBe(raw);
});
