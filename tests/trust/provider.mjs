// The same people behind npm's oidc-provider, on loopback: node provider.mjs PORT REDIRECT_URI
import Provider from 'oidc-provider'

const [port, redirect] = process.argv.slice(2)
const people = { ana: ['loadlens-analysts'], vera: ['board'], nobody: ['canteen'] }

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'loadlens',
    client_secret: 'secret-of-the-client',
    redirect_uris: [redirect],
    grant_types: ['authorization_code'],
  }],
  claims: { openid: ['sub', 'groups'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['only for a test'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, groups: people[id] ?? [] }) }),
})
provider.listen(Number(port), '127.0.0.1')
