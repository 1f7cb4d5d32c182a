// Plain JavaScript without dependencies: set-up.mjs needs it before anything is installed.

/**
 * Does long work and tells on one line what it is and how long it takes. In a terminal the seconds count up.
 * @template Result
 * @param {string} label
 * @param {() => Promise<Result>} work
 * @param {(result: Result) => string} [describe] what came of it
 * @returns {Promise<Result>}
 */
export async function withProgress(label, work, describe = () => 'done') {
  const { stdout } = process;
  const start = Date.now();
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
  const redraw = () => stdout.write(`\r${label} … ${seconds()}`);
  const timer = stdout.isTTY ? setInterval(redraw, 1000) : undefined;
  const finish = (/** @type {string} */ outcome) => {
    clearInterval(timer);
    stdout.write(stdout.isTTY ? `\r\x1b[K${label} … ${outcome}, ${seconds()}\n` : `${outcome}, ${seconds()}\n`);
  };
  stdout.write(`${label} … `);
  try {
    const result = await work();
    finish(describe(result));
    return result;
  } catch (error) {
    finish('failed');
    throw error;
  }
}
