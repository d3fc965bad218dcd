@description('What makes names unique.')
param token string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Where the app\'s metrics are.')
param applicationInsightsId string

@description('Who is told.')
param emails string[]

@description('Most hours a question to a person may be open.')
param oldestAskHours int

// docs/deploying.md says what to do about each. 0 is the most severe.
var rules = [
  {
    name: 'migration-stuck'
    title: 'A migration is stuck'
    metric: 'rdscal.migrations.stuck'
    above: 0
    severity: 2
    description: 'A migration that should go on by itself does not.'
  }
  {
    name: 'ask-old'
    title: 'A person has been asked for too long'
    metric: 'rdscal.asks.oldest_age'
    above: oldestAskHours * 3600
    severity: 3
    description: 'The oldest open question is older than oldestAskHours.'
  }
  {
    name: 'obligation-past-due'
    title: 'A clean-up is past due'
    metric: 'rdscal.obligations.past_due'
    above: 0
    severity: 1
    description: 'CALs may be on two servers, and the day by which the source was to be cleaned has passed.'
  }
  {
    name: 'batch-failed'
    title: 'A batch failed'
    metric: 'rdscal.batches.failed'
    above: 0
    severity: 2
    description: 'A batch reached its error threshold or could not go on.'
  }
]

resource receivers 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(emails)) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'rdscal'
    emailReceivers: [for (email, i) in emails: { name: 'email${i}', emailAddress: email, useCommonAlertSchema: true }]
  }
}

var actions = { actionGroups: empty(emails) ? [] : [receivers.id] }

// Each host reports the whole, so the highest is the one that counts, also where two report at once.
resource metricRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [applicationInsightsId]
      // The tables are not there before the app has sent something.
      skipQueryValidation: true
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        allOf: [
          {
            query: 'customMetrics | where name == "${rule.metric}" | project timestamp, value'
            metricMeasureColumn: 'value'
            timeAggregation: 'Maximum'
            operator: 'GreaterThan'
            threshold: rule.above
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      actions: actions
    }
  }
]

// An app that has stopped reports none of the above. Its timer runs every five minutes.
resource silent 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'alert-silent-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Nothing is heard from the app'
    description: 'Neither its timer nor its metrics were seen for half an hour: no other alert can be trusted.'
    severity: 1
    enabled: true
    scopes: [applicationInsightsId]
    skipQueryValidation: true
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      allOf: [
        {
          query: 'union (requests | where name has "KeepGoing"), (customMetrics | where name startswith "rdscal.")'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    actions: actions
  }
}
