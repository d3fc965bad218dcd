targetScope = 'subscription'

metadata name = 'Access to license servers in this tenant'
metadata description = 'Deployed by who owns the license servers. Not part of main.bicep: azd down deletes every resource group that a deployment has put anything into.'

@description('Object ID of the app\'s identity.')
param principalId string

@description('Full IDs of the resource groups whose license servers the app may run commands on. The role can be assigned nowhere else.')
@minLength(1)
param licenseServerGroups string[]

@description('Name of the custom role. Names of roles are unique in a tenant.')
param roleName string = 'RDS CAL orchestrator'

// The same for the same name, so that deploying again with more groups changes the role and makes no second one.
var roleGuid = guid(tenant().tenantId, roleName)

// A role is made at one of the places where it may be assigned.
module role 'modules/customRole.bicep' = {
  scope: resourceGroup(split(licenseServerGroups[0], '/')[2], split(licenseServerGroups[0], '/')[4])
  params: {
    name: roleGuid
    roleName: roleName
    assignableScopes: licenseServerGroups
  }
}

module assignment 'modules/customRoleAssignment.bicep' = [
  for id in licenseServerGroups: {
    name: 'access-${uniqueString(id, principalId)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      principalId: principalId
      roleGuid: role.outputs.name
    }
  }
]
