@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Where the app\'s metrics are.')
param applicationInsightsId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'rdscal')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'RDS CAL migrations'
    category: 'workbook'
    version: 'Notebook/1.0'
    sourceId: applicationInsightsId
    serializedData: string(loadJsonContent('workbook.json'))
  }
}
