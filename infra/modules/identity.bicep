@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

// User-assigned: it outlives the app, so that roles given by customers stay good when the app is made anew.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Name of the identity.')
output name string = identity.name

@description('Object ID of its service principal.')
output principalId string = identity.properties.principalId
