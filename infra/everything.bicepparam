using 'main.bicep'

// Nobody deploys this: with every option on, its snapshot shows what each of them becomes.
param environmentName = 'everything'
param location = 'westeurope'
param alertEmails = ['operator@contoso.example']
param privateEndpoints = true
param durableTaskScheduler = true
param publicBaseUrl = 'https://migrate.contoso.example/api'
