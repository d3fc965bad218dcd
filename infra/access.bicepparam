using 'access.bicep'

// An example: give your own with --parameters.
param principalId = '33333333-3333-3333-3333-333333333333'
param licenseServerGroups = [
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-license-servers'
  '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-more-license-servers'
]
