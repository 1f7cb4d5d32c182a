/** What access tokens for the demo API carry as `aud`. */
export const demoAudience = 'https://pets.example/api';
