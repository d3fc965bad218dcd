# What a license server says of itself, in numbers and names that no language changes.
$LicensingLogs = @('System', 'Microsoft-Windows-TerminalServices-Licensing/Admin', 'Microsoft-Windows-TerminalServices-Licensing/Operational')
$LicensingProvider = 'Microsoft-Windows-TerminalServices-Licensing'

# Activated (4); source cleaned (89), not cleaned (90), cannot (91), not reachable (92), declared dead (93).
$LicensingEvents = @(4, 89, 90, 91, 92, 93)

function Read-Server([bool]$Whole) {
    $computer = Get-CimInstance -ClassName Win32_ComputerSystem
    $os = Get-CimInstance -ClassName Win32_OperatingSystem
    $server = [ordered]@{ computerName = [string]$computer.Name }
    if ($Whole) {
        $server.fqdn = [string]$computer.DNSHostName
        $server.domain = $null
        $server.inDomain = [bool]$computer.PartOfDomain
        if ($server.inDomain) {
            $server.domain = [string]$computer.Domain
            $server.fqdn += '.' + $server.domain
        }
        $server.osBuild = [string]$os.Version
        $server.psVersion = [string](Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\PowerShell\3\PowerShellEngine').PowerShellVersion
    }
    $server.bootedUtc = Format-Utc $os.LastBootUpTime.ToUniversalTime()
    $server.licenseServerId = $null
    $server.productId = $null
    return $server
}

# A server without the role can still be looked at; nothing is changed on one that cannot say who it is.
function Add-LicensingIdentity([bool]$Required) {
    try {
        $script:Server.productId = [string](Get-CimInstance -ClassName Win32_TSLicenseServer).ProductId
        $script:Server.licenseServerId = Read-LicenseServerId
    }
    catch {
        if ($Required) { throw }
        Add-Problem 'Win32_TSLicenseServer' $_
    }
    if ($script:Server.productId) { return }
    $script:Server.productId = $null
    if ($script:Problems.Count -gt 0) { return }
    # To whoever is no administrator the provider answers with empty fields, and with no error.
    $script:Problems += [ordered]@{ code = 'RDS-PROVIDER-EMPTY'; at = 'productId' }
    if ($Required) { Stop-With 70 'Failed' ([ordered]@{ began = $false }) }
}

# The ID can be read only while the server is activated.
function Read-LicenseServerId {
    if ((Read-Activation) -ne 0) { return $null }
    return [string](Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName GetLicenseServerId).sLicenseServerId
}

# 0 activated, 1 not activated, 2 unknown: the provider's own values.
function Read-Activation {
    return [int](Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName GetActivationStatus).ActivationStatus
}

# A pack as an array: rowId, keyPackType, productType, productVersionId, total, issued, expires, description.
function Read-Packs {
    $packs = @()
    foreach ($row in @(Get-CimInstance -ClassName Win32_TSLicenseKeyPack)) {
        $total = [long]$row.TotalLicenses
        if ($total -eq 4294967295) { $total = [long]-1 }
        $expires = 'never'
        if ($row.ExpirationDate) {
            $last = $row.ExpirationDate.ToUniversalTime()
            if ($last.Year -lt 2038) { $expires = $last.ToString('yyyy-MM-dd', [System.Globalization.CultureInfo]::InvariantCulture) }
        }
        $packs += , @([int]$row.KeyPackId, [int]$row.KeyPackType, [int]$row.ProductType, [int]$row.ProductVersionID, $total, [long]$row.IssuedLicenses, $expires, [string]$row.Description)
    }
    return , $packs
}

# -join knows no culture, unlike -f: the same pack has the same fingerprint everywhere.
function Get-Fingerprint($Pack) { return @($Pack[1], $Pack[2], $Pack[3], $Pack[4], $Pack[6], $Pack[7]) -join '|' }

# Row IDs are used again by a rebuilt server: a pack is its row and its fingerprint together.
function Test-PackIn($Pack, $Packs) {
    foreach ($other in $Packs) {
        if ($other[0] -eq $Pack[0] -and (Get-Fingerprint $other) -ceq (Get-Fingerprint $Pack)) { return $true }
    }
    return $false
}

function Find-Row($Packs, [int]$RowId) {
    foreach ($pack in $Packs) { if ($pack[0] -eq $RowId) { return , $pack } }
    return $null
}

# Movable packs by kind: productVersionId, productType, total, issued, rows.
function Get-Kinds($Packs) {
    $kinds = [ordered]@{}
    foreach ($pack in $Packs) {
        if ((@(1, 2, 5) -notcontains $pack[1]) -or (@(0, 1) -notcontains $pack[2]) -or $pack[4] -lt 0) { continue }
        $key = @($pack[3], $pack[2]) -join '/'
        if (-not $kinds.Contains($key)) { $kinds[$key] = @($pack[3], $pack[2], [long]0, [long]0, 0) }
        $kinds[$key][2] += $pack[4]
        $kinds[$key][3] += $pack[5]
        $kinds[$key][4] += 1
    }
    $all = @()
    foreach ($kind in $kinds.Values) { $all += , $kind }
    return , $all
}

# Events are hints and decide nothing: a log that is not there, or cannot be read, has none.
function Read-Events([string]$SinceUtc) {
    $events = @()
    if (-not $SinceUtc) { return , $events }
    foreach ($log in $LicensingLogs) {
        $filter = @{ LogName = $log; ProviderName = $LicensingProvider; Id = $LicensingEvents; StartTime = (Read-Utc $SinceUtc).ToLocalTime() }
        try { $found = @(Get-WinEvent -FilterHashtable $filter -Oldest -ErrorAction SilentlyContinue) } catch { $found = @() }
        foreach ($entry in $found) { $events += , @([int]$entry.Id, (Format-Utc $entry.TimeCreated.ToUniversalTime()), $log, [long]$entry.RecordId) }
    }
    return , $events
}

