# Activate: activates this license server, by itself or with a license server ID that a person got.
function Find-BadInput($In, $Secret) {
    if (-not (Test-OperationId $In.operation)) { return 'input.operation' }
    if (@('automatic', 'licenseServerId') -notcontains $In.how) { return 'input.how' }
    if ($In.how -eq 'licenseServerId' -and -not $Secret.($In.operation).licenseServerId) { return 'secrets' }
    return $null
}

# Fields that somebody filled are not touched.
function Set-CompanyFields($Company) {
    $written = @()
    $kept = @()
    $changes = @{}
    $licensing = Get-CimInstance -ClassName Win32_TSLicenseServer
    foreach ($pair in @(@('FirstName', 'firstName'), @('LastName', 'lastName'), @('Company', 'companyName'))) {
        if ([string]$licensing.($pair[0])) { $kept += $pair[1] }
        elseif ($Company.($pair[1])) {
            $changes[$pair[0]] = [string]$Company.($pair[1])
            $written += $pair[1]
        }
    }
    if ($changes.Count -gt 0) { Set-CimInstance -InputObject $licensing -Property $changes }
    $country = [string]$licensing.CountryRegion
    if ($country) { $kept += 'countryRegion' }
    else {
        $country = Set-Country @($Company.countryRegion)
        if ($country) { $written += 'countryRegion' }
    }
    return [ordered]@{ written = $written; kept = $kept; countryRegion = $country }
}

# Windows takes only names of its own list, which may be in its own language: they are tried in turn.
function Set-Country($Names) {
    $refused = $null
    foreach ($name in $Names) {
        try {
            Set-CimInstance -InputObject (Get-CimInstance -ClassName Win32_TSLicenseServer) -Property @{ CountryRegion = [string]$name }
            return [string]$name
        }
        catch { $refused = $_ }
    }
    if ($refused) { Add-Problem 'countryRegion' $refused }
    return $null
}

function Invoke-Activation($In, $Secret) {
    if ($In.how -eq 'automatic') { return Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName ActivateServerAutomatic }
    return Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName ActivateServer -Arguments @{ sLicenseServerId = [string]$Secret.($In.operation).licenseServerId }
}

function Get-CallName($In) { if ($In.how -eq 'automatic') { return 'ActivateServerAutomatic' } else { return 'ActivateServer' } }

# The status decides, whatever the call said.
function Get-ActivationState($After) {
    switch ($After) {
        0 { return 'Activated' }
        1 { return 'Refused' }
        default { return 'Unknown' }
    }
}

function Read-ActivationAfter {
    try { return Read-Activation }
    catch {
        Add-Problem 'GetActivationStatus' $_
        return 2
    }
}

# Windows' own status is asked instead of a receipt: where it says "not activated", an earlier call had no effect that is still there, and a call
# more neither gives out nor moves a CAL. If it brings another ID, that is read from the server before anything is bound to it.
function Invoke-Verb($In, $Secret) {
    $result = [ordered]@{ operation = $In.operation; state = 'AlreadyActive'; call = $null; returnValue = $null; before = (Read-Activation); after = 0; company = $null; events = @() }
    if ($result.before -eq 0) { Stop-With 0 'Ok' $result }
    $receipt = New-Receipt $In.operation (Read-Receipt $In.operation) @()
    $receipt.phase = 'Calling'
    $attempt = Get-LastAttempt $receipt
    if ($In.how -eq 'licenseServerId') { $receipt.answerHash = Get-Hash ([string]$Secret.($In.operation).licenseServerId) }
    Write-Receipt $In.operation $receipt
    # Only the automatic call needs the company's data: an ID is tried also where Windows takes no such country.
    try { $result.company = Set-CompanyFields $In.company } catch { Add-Problem 'company' $_ }
    $result.call = Get-CallName $In
    try { $result.returnValue = [long](Invoke-Activation $In $Secret).ReturnValue }
    catch {
        Add-Problem $result.call $_
        $attempt.hresult = Get-ErrorCode $_
    }
    $result.after = Read-ActivationAfter
    $result.state = Get-ActivationState $result.after
    if ($result.after -eq 0) { $script:Server.licenseServerId = Read-LicenseServerId }
    $attempt.returnValue = $result.returnValue
    $attempt.endedUtc = Format-Utc (Get-UtcNow)
    $receipt.phase = 'Done'
    $receipt.state = $result.state
    Write-Receipt $In.operation $receipt
    $result.events = Read-Events $attempt.startedUtc
    Limit-Result $result @('events', 'company')
    Stop-With 0 'Ok' $result
}

Start-Verb 'Activate' $true
