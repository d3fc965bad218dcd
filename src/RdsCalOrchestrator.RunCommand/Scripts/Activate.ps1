# Activate: activates this license server, by itself or with a license server ID that a person got.
function Set-CompanyFields($In) {
    $written = @()
    $kept = @()
    $licensing = Get-CimInstance -ClassName Win32_TSLicenseServer
    $country = [string]$licensing.CountryRegion
    $changes = @{}
    foreach ($pair in @(@('FirstName', 'firstName'), @('LastName', 'lastName'), @('Company', 'companyName'))) {
        if ([string]$licensing.($pair[0])) { $kept += $pair[1]; continue }
        $changes[$pair[0]] = [string]$In.company.($pair[1])
        $written += $pair[1]
    }
    if ($changes.Count -gt 0) { Set-CimInstance -InputObject $licensing -Property $changes }
    if ($country) { $kept += 'countryRegion' }
    else {
        # The list of countries is in the server's own language: names are tried in turn.
        $last = $null
        foreach ($name in @($In.company.countryRegion)) {
            try { Set-CimInstance -InputObject (Get-CimInstance -ClassName Win32_TSLicenseServer) -Property @{ CountryRegion = [string]$name }; $country = [string]$name; $written += 'countryRegion'; break }
            catch { $last = $_ }
        }
        if (-not $country -and $last) { throw $last }
    }
    return [ordered]@{ written = $written; kept = $kept; countryRegion = $country }
}

function Invoke-Verb($In, $Secret, $Server) {
    $began = Format-Utc (Get-UtcNow)
    $result = [ordered]@{ operation = $In.operation; state = $null; call = $null; returnValue = $null; before = (Read-Activation); after = $null; company = $null; events = @() }
    $problems = @()
    if ($result.before -eq 0) {
        $result.state = 'AlreadyActive'
        $result.after = 0
        Exit-With 0 'Ok' $Server $result @()
    }
    $receipt = [ordered]@{ schema = 1; operation = $In.operation; script = 'Activate'; migration = $script:Envelope.migration; text = $script:Envelope.text; phase = 'Calling'; attempts = @(New-Attempt); before = @(); after = @(); rows = @(); state = $null; answerHash = $null }
    Write-Receipt $In.operation $receipt
    try {
        $result.company = Set-CompanyFields $In
        if ($In.how -eq 'automatic') {
            $result.call = 'ActivateServerAutomatic'
            $answer = Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName ActivateServerAutomatic
        }
        else {
            $result.call = 'ActivateServer'
            $answer = Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName ActivateServer -Arguments @{ sLicenseServerId = [string]$Secret.($In.operation).licenseServerId }
        }
        $result.returnValue = [long]$answer.ReturnValue
    }
    catch { $problems += New-Problem '' 'Activate' $_ }
    # The status decides, whatever the call said.
    $result.after = Read-Activation
    if ($result.after -eq 0) { $result.state = 'Activated' } elseif ($result.after -eq 1) { $result.state = 'Refused' } else { $result.state = 'Unknown' }
    Add-LicensingIdentity $Server
    $receipt.phase = 'Done'
    $receipt.state = $result.state
    Write-Receipt $In.operation $receipt
    $result.events = Read-Events $began
    Exit-With 0 'Ok' $Server $result $problems
}

Start-Verb 'Activate' $true
