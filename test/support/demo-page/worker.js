// Makes the request where the page's own scripts cannot see it.
addEventListener('message', async ({ data: url }) => {
  const answer = await fetch(url);
  postMessage(answer.status);
});
