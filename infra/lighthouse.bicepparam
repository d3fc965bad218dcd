using 'lighthouse.bicep'

// An example: give your own with --parameters.
param managingTenantId = '44444444-4444-4444-4444-444444444444'
param principalId = '33333333-3333-3333-3333-333333333333'
param licenseServerGroups = ['rg-license-servers']
