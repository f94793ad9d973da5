-- Which tags people of the city may have, as a JSON Schema.
''
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "employer": {
      "title": "Who employs the person",
      "type": "array",
      "items": { "enum": ["city", "partner"] },
      "default": ["city"]
    },
    "department": {
      "title": "The number of the department",
      "type": "string",
      "pattern": "^[0-9]{2,4}$"
    }
  }
}
''
