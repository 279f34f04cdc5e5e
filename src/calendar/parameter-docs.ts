import type { ParameterDoc } from '../http/operation.ts'
import { PARAMETERS, type ParameterName } from './parameters.ts'

/** Query parameters as the OpenAPI document has them. */
export function parameterDocs(names: ReadonlySet<ParameterName>): ParameterDoc[] {
  return [...names].map((name) => {
    const parameter = PARAMETERS[name]
    const { description, example, repeated } = parameter
    return repeated
      ? {
          name,
          in: 'query',
          description: `${description} ${name === 'fields' ? 'Repeated: all of them.' : 'Repeated: any of them; a leading `-` excludes.'}`,
          get schema() {
            return { type: 'array', items: parameter.schema }
          },
          explode: true,
          example: [example],
        }
      : {
          name,
          in: 'query',
          description,
          get schema() {
            return parameter.schema
          },
          example,
        }
  })
}
