import { expect, test } from 'vitest'
import { clientTypes, type Document } from '../../scripts/client-types.ts'
import { createApp } from '../../src/app.ts'
import { ASSETS, depsWithoutDatabase } from '../support/deps.ts'

// Where this fails, the API has changed: `npm test -- test/docs/client-types -u` takes the change into the client.
test('the client’s types are those of the API’s operations', async () => {
  const answer = await createApp(depsWithoutDatabase(), ASSETS).request('/api/v1/openapi.json')
  const document: Document = await answer.json()
  await expect(clientTypes(document)).toMatchFileSnapshot('../../client/api.d.ts')
})
