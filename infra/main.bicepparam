using 'main.bicep'

// azd sets these from its environment: azd env set NAME VALUE. Lists are JSON.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'rdscal')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param alertEmails = json(readEnvironmentVariable('RDSCAL_ALERT_EMAILS', '[]'))
param privateEndpoints = bool(readEnvironmentVariable('RDSCAL_PRIVATE_ENDPOINTS', 'false'))
param durableTaskScheduler = bool(readEnvironmentVariable('DurableTaskScheduler', 'false'))
param publicBaseUrl = readEnvironmentVariable('RDSCAL_PUBLIC_BASE_URL', '')
param purgeProtection = bool(readEnvironmentVariable('RDSCAL_PURGE_PROTECTION', 'true'))
