/** Who may see and use a description; absent: `public`. */
export const visibilities = ['internal', 'private', 'public'] as const;
export type Visibility = (typeof visibilities)[number];
