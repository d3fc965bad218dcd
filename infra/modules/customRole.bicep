@description('GUID of the role.')
param name string

@description('Name of the role.')
param roleName string

@description('Where it may be assigned.')
param assignableScopes string[]

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: name
  properties: {
    roleName: roleName
    description: 'Looks at license servers and runs commands on them. Whoever may write a run command is SYSTEM there.'
    type: 'CustomRole'
    permissions: [
      {
        // Every call the app makes, and none that changes a machine: no start, no extension, no runCommand/action.
        actions: [
          'Microsoft.Compute/virtualMachines/read'
          'Microsoft.Compute/virtualMachines/instanceView/read'
          'Microsoft.Compute/virtualMachines/runCommands/read'
          'Microsoft.Compute/virtualMachines/runCommands/write'
          'Microsoft.Compute/virtualMachines/runCommands/delete'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
    assignableScopes: assignableScopes
  }
}

@description('GUID of the role.')
output name string = role.name
