@description('What makes names unique.')
param token string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('First two numbers of its addresses.')
param prefix string

@description('The storage account.')
param storageId string

@description('The vault.')
param keyVaultId string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${token}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['${prefix}.0.0/16'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '${prefix}.0.0/24'
          // Azure Resource Manager and Application Insights are on the internet.
          defaultOutboundAccess: true
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '${prefix}.1.0/24'
          defaultOutboundAccess: false
        }
      }
    ]
  }

  resource app 'subnets' existing = { name: 'app' }

  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

var storageSuffix = environment().suffixes.storage

// Key Vault's private zone has another name than its addresses.
var targets = [
  { group: 'blob', id: storageId, zone: 'privatelink.blob.${storageSuffix}' }
  { group: 'queue', id: storageId, zone: 'privatelink.queue.${storageSuffix}' }
  { group: 'table', id: storageId, zone: 'privatelink.table.${storageSuffix}' }
  { group: 'vault', id: keyVaultId, zone: 'privatelink.vaultcore.azure.net' }
]

module endpoint 'privateEndpoint.bicep' = [
  for target in targets: {
    name: 'endpoint-${target.group}'
    params: {
      name: 'pep-${target.group}-${token}'
      location: location
      tags: tags
      targetId: target.id
      groupId: target.group
      zoneName: target.zone
      networkId: network.id
      subnetId: network::endpoints.id
    }
  }
]

@description('The subnet that the app goes out from.')
output appSubnetId string = network::app.id
