const channel = 'tokendock-changes';

/** Tells every open page of the extension that there is something new to read. */
export function tellChange(): void {
  const sender = new BroadcastChannel(channel);
  sender.postMessage('changed');
  sender.close();
}

/** Calls back on each change; returns how to stop. */
export function onChange(listener: () => void): () => void {
  const receiver = new BroadcastChannel(channel);
  receiver.onmessage = listener;
  return () => receiver.close();
}
