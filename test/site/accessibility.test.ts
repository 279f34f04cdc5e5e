import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { ASSETS, depsWithoutDatabase } from '../support/deps.ts'

const textOf = async (environment: Record<string, string>, path = '/accessibility?lang=sv') => {
  const config = readConfig({ PUBLIC_URL: 'https://calendar.example.org', ...environment })
  const answer = await createApp(depsWithoutDatabase({ config }), ASSETS).request(path)
  return (await answer.text()).replaceAll(/<head>[\s\S]*<\/head>|<[^>]+>/g, '').replaceAll(/\s+/g, ' ')
}

describe('the accessibility statement', () => {
  it('says what the law asks for, as the owner has judged it', async () => {
    const text = await textOf({
      ACCESSIBILITY_OWNER: 'Region Demo',
      ACCESSIBILITY_CONTACT: 'webb@region.example.org',
      ACCESSIBILITY_STATUS: 'partial',
      ACCESSIBILITY_ASSESSED: '2026-11-03',
      ACCESSIBILITY_ISSUES: 'sv=Kartlänkar saknar beskrivning.',
    })
    for (const part of [
      'Region Demo står bakom den här webbplatsen',
      'Webbplatsen är delvis förenlig med lagen om tillgänglighet till digital offentlig service',
      'Kartlänkar saknar beskrivning. För övrigt känner vi inte till några brister',
      'webb@region.example.org',
      'anmäla det till Digg',
      'Senaste bedömningen gjordes den 3 november 2026.',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('claims nothing that nobody has judged', async () => {
    const text = await textOf({})
    expect(text).toContain('Någon egen bedömning av hur den uppfyller lagen är ännu inte gjord här.')
    expect(text).not.toContain('Senaste bedömningen')
    expect(text).toContain('Vi känner inte till några brister i kalenderns egna sidor.')
    expect(await textOf({}, '/accessibility?lang=en')).toContain('has not yet been judged here')
  })

  it('is refused a contact that nobody could reach', () => {
    expect(() => readConfig({ ACCESSIBILITY_CONTACT: 'javascript:alert(1)' })).toThrow(
      'ACCESSIBILITY_CONTACT',
    )
    expect(() => readConfig({ ACCESSIBILITY_STATUS: 'mostly', ACCESSIBILITY_ASSESSED: '3/11' })).toThrow(
      /STATUS.*ASSESSED/,
    )
  })
})
