/** Pasting changes line ends: those of the body as it came may have been others. */
export function likelyBodies(body: string): [body: string, remarks: string[]][] {
  const bare = body.replace(/\s+$/, '');
  const all: [string, string[]][] = [
    [body, []],
    [bare, ['It is right without the line break at the end of what was pasted.']],
    [`${bare}\n`, ['It is right with a line break at the end.']],
    [body.replace(/\r?\n/g, '\r\n'), ['It is right with the line breaks of Windows.']],
    [bare.replace(/\r?\n/g, '\r\n'), ['It is right with the line breaks of Windows.']],
  ];
  return all.filter(([text], index) => all.findIndex(([other]) => other === text) === index);
}
