@description('The offer that is accepted for this resource group.')
param offerId string

resource delegation 'Microsoft.ManagedServices/registrationAssignments@2022-10-01' = {
  name: guid(resourceGroup().id, offerId)
  properties: { registrationDefinitionId: offerId }
}
