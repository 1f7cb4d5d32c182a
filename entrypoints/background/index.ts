import { defineBackground } from 'wxt/utils/define-background';
import { armBindings } from '../../src/features/arm-bindings.ts';
import { beginSession } from '../../src/features/begin-session.ts';
import { lockIfDue } from '../../src/features/lock-vault.ts';
import { createPorts } from '../../src/platform/ports.ts';
import { listenToEvents } from './events.ts';
import { listenToMessages } from './router.ts';

export default defineBackground({
  main() {
    // The browser does what is stored, also when nothing is any more.
    const ports = createPorts(() => void armBindings(ports).catch(() => undefined));
    // What went wrong there (a full disk) each feature meets again, and tells the tester.
    const ready = lockIfDue(ports)
      .then(() => beginSession(ports))
      .catch(() => undefined);
    listenToMessages(ports, ready);
    listenToEvents(ports, ready);
  },
});
