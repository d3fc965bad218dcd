targetScope = 'subscription'

metadata name = 'RDS CAL orchestrator'
metadata description = 'The function app, what it stores, and who watches it. No key is used anywhere: every door opens to the app\'s identity.'

@description('Name of this deployment. Names of resources are made of it; azd calls it the environment.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region of all resources. Flex Consumption must be offered there.')
param location string

@description('Close storage and Key Vault to the internet, and reach them through private endpoints in a virtual network made for it.')
param privateEndpoints bool = false

@description('First two numbers of the virtual network\'s addresses, a /16. It is peered with nothing, so any will do until you peer it.')
@minLength(3)
param networkPrefix string = '10.83'

@description('Keep orchestrations in a Durable Task Scheduler instead of the storage account. The app must be built with DurableTaskScheduler=true.')
param durableTaskScheduler bool = false

@description('Addresses that get the alerts. Without any, alerts are only seen in the portal.')
param alertEmails string[] = []

@description('The oldest question to a person may be this old before an alert.')
@minValue(1)
@maxValue(720)
param oldestAskHours int = 72

@description('Address in front of the links that people get, without a slash at its end, as https://migrate.example/api. Empty: the app\'s own.')
param publicBaseUrl string = ''

@description('Most instances of the app at once.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Keep a deleted vault for 90 days whatever anybody does. Once true it cannot be taken back; false only for what is thrown away.')
param purgeProtection bool = true

@description('Tags of every resource.')
param tags { *: string } = {}

var token = toLower(uniqueString(subscription().id, environmentName, location))
var allTags = union(tags, { 'azd-env-name': environmentName })
var identityName = 'id-${environmentName}-${token}'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: identityName
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    principalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: allTags
    principalId: identity.outputs.principalId
    publicAccess: !privateEndpoints
  }
}

module keyVault 'modules/keyVault.bicep' = {
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: allTags
    principalId: identity.outputs.principalId
    publicAccess: !privateEndpoints
    purgeProtection: purgeProtection
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'modules/network.bicep' = if (privateEndpoints) {
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    prefix: networkPrefix
    storageId: storage.outputs.id
    keyVaultId: keyVault.outputs.id
  }
}

module scheduler 'modules/durableTaskScheduler.bicep' = if (durableTaskScheduler) {
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    principalId: identity.outputs.principalId
  }
}

module app 'modules/functionApp.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    deploymentContainer: storage.outputs.deploymentContainer
    keyVaultUri: keyVault.outputs.uri
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    publicBaseUrl: publicBaseUrl
    maximumInstances: maximumInstances
    subnetId: network.?outputs.appSubnetId
    schedulerEndpoint: scheduler.?outputs.endpoint
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    emails: alertEmails
    oldestAskHours: oldestAskHours
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    applicationInsightsId: monitoring.outputs.applicationInsightsId
  }
}

@description('The resource group of everything here.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The function app that code is deployed to.')
output AZURE_FUNCTION_APP_NAME string = app.outputs.name

@description('Address in front of links, and of the API.')
output PUBLIC_BASE_URL string = app.outputs.publicBaseUrl

@description('Object ID of the app\'s identity: what license servers\' owners, and Lighthouse, are asked to trust.')
output APP_PRINCIPAL_ID string = identity.outputs.principalId

@description('The tenant of that identity.')
output APP_TENANT_ID string = tenant().tenantId

// Access to license servers is no part of this: azd down deletes every resource group that a deployment has put anything into.
@description('What to do next.')
output NEXT_STEP string = 'Deploy the code: azd deploy. Then let the app reach license servers: in this tenant with infra/access.bicep, in a customer\'s with infra/lighthouse.bicep (managingTenantId=${tenant().tenantId}), each with principalId=${identity.outputs.principalId}. docs/deploying.md has the commands.'
