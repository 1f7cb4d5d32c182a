export type TestUser = {
  readonly sub: string;
  readonly preferred_username: string;
  readonly name: string;
  readonly email: string;
};

/** The people who can sign in; no password is asked. */
export const testUsers: readonly TestUser[] = [
  { sub: 'user-alice', preferred_username: 'alice', name: 'Alice Anders', email: 'alice@pets.example' },
  { sub: 'user-bob', preferred_username: 'bob', name: 'Bob Brønsted', email: 'bob@pets.example' },
  { sub: 'user-carol', preferred_username: 'carol', name: 'Carol Çelik', email: 'carol@pets.example' },
];

export function getUserByName(name: string): TestUser | undefined {
  return testUsers.find((user) => user.preferred_username === name.trim().toLowerCase());
}

export function getUserBySubject(sub: string): TestUser | undefined {
  return testUsers.find((user) => user.sub === sub);
}

/** Throws when the provider names somebody who does not exist. */
export function expectUser(sub: string | undefined): TestUser {
  const user = sub === undefined ? undefined : getUserBySubject(sub);
  if (!user) throw new Error(`no test user ${sub}`);
  return user;
}

/** Throws when a test asks for somebody who does not exist. */
export function expectUserByName(name: string): TestUser {
  const user = getUserByName(name);
  if (!user) throw new Error(`no test user is called ${name}`);
  return user;
}
