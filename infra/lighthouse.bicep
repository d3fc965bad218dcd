targetScope = 'subscription'

metadata name = 'Access to license servers of another tenant, through Azure Lighthouse'
metadata description = 'A customer deploys this in their own subscription. It gives away more than access.bicep does: docs/deploying.md says what.'

@description('Tenant of the app\'s identity.')
@minLength(36)
@maxLength(36)
param managingTenantId string

@description('Object ID of the app\'s identity, in that tenant.')
@minLength(36)
@maxLength(36)
param principalId string

@description('Names of the resource groups of this subscription that hold license servers, and, best, nothing else.')
@minLength(1)
param licenseServerGroups string[]

@description('What the customer sees under service providers.')
param offerName string = 'RDS CAL migration'

// Lighthouse takes built-in roles only. Virtual Machine Contributor is the one for machines that has runCommands/write.
var virtualMachineContributor = '9980e02c-c2be-4d73-94e8-173b1dc7cf3c'

resource offer 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01' = {
  name: guid(subscription().id, managingTenantId, principalId)
  properties: {
    registrationDefinitionName: offerName
    description: 'Moves RDS CALs between license servers, through run commands on them.'
    managedByTenantId: managingTenantId
    authorizations: [
      {
        principalId: principalId
        principalIdDisplayName: 'RDS CAL orchestrator'
        roleDefinitionId: virtualMachineContributor
      }
    ]
  }
}

module delegation 'modules/lighthouseDelegation.bicep' = [
  for name in licenseServerGroups: {
    name: 'delegation-${uniqueString(name)}'
    scope: resourceGroup(name)
    params: { offerId: offer.id }
  }
]

@description('What to do next.')
output NEXT_STEP string = 'Tell the operator of the app: groups ${join(licenseServerGroups, ', ')} of subscription ${subscription().subscriptionId}. To end it: remove the offer under Service providers.'
