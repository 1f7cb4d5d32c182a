/** What a row of the form puts; a path into the response and a text of the tester's own want a value beside it. */
export type PutKind = 'access_token' | 'id_token' | 'field' | 'text';
