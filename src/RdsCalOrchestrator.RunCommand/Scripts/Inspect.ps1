# Inspect: reads a license server and changes nothing about licensing. It takes no lock.
function Read-Clearinghouse {
    $hosts = @()
    try {
        $params = Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\TermServLicensing\lrwiz\Params'
        foreach ($property in $params.PSObject.Properties) {
            # PSPath and its like tell where the values were found.
            if ($property.Name -like 'PS*') { continue }
            if ([string]$property.Value -match '^(https?://)?([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)') { if ($hosts -notcontains $Matches[2]) { $hosts += $Matches[2] } }
        }
    }
    catch { $hosts = @() }
    if ($hosts.Count -eq 0) { $hosts = @('clearinghouse.one.microsoft.com') }
    $probes = @()
    foreach ($name in $hosts) { $probes += Test-Clearinghouse $name }
    return , $probes
}

function Test-Clearinghouse([string]$Name) {
    $probe = [ordered]@{ host = $Name; tcp = $false; tls = $false; issuer = $null }
    $client = New-Object System.Net.Sockets.TcpClient
    try {
        if ($client.ConnectAsync($Name, 443).Wait(5000)) {
            $probe.tcp = $true
            $tls = New-Object System.Net.Security.SslStream -ArgumentList $client.GetStream(), $false
            $tls.AuthenticateAsClient($Name)
            $probe.tls = $true
            $probe.issuer = [string]$tls.RemoteCertificate.Issuer
        }
    }
    catch { $probe.issuer = $null }
    finally { $client.Close() }
    return $probe
}

function Test-Port([string]$Name, [int]$Port) {
    $client = New-Object System.Net.Sockets.TcpClient
    try { return $client.ConnectAsync($Name, $Port).Wait(5000) }
    catch { return $false }
    finally { $client.Close() }
}

function Test-Method($Class, [string]$Name) { return [bool]($Class.CimClassMethods[$Name]) }

function Read-Role {
    $service = @(Get-Service -Name TermServLicensing -ErrorAction SilentlyContinue)
    $role = [ordered]@{ installed = ($service.Count -gt 0); service = $null; scope = $null; databasePath = $null; version = $null }
    if ($role.installed) { $role.service = [string]$service[0].Status }
    if (Test-Licensing) {
        $licensing = Get-CimInstance -ClassName Win32_TSLicenseServer
        $role.scope = [int]$licensing.ServerRole
        $role.databasePath = [string]$licensing.DatabasePath
        $role.version = [string]$licensing.Version
    }
    return $role
}

function Read-Company {
    $licensing = Get-CimInstance -ClassName Win32_TSLicenseServer
    return [ordered]@{ firstName = [string]$licensing.FirstName; lastName = [string]$licensing.LastName; companyName = [string]$licensing.Company; countryRegion = [string]$licensing.CountryRegion }
}

function Read-Directory($Server) {
    $directory = [ordered]@{ inLicenseServersGroup = $null }
    if ($Server.inDomain) {
        try { $directory.inLicenseServersGroup = [bool](Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName IsLSinTSLSGroup -Arguments @{ Domain = '' }).IsMember }
        catch { $directory.inLicenseServersGroup = $null }
    }
    return $directory
}

# Receipts of operations that were asked for, and whether the rows they created are there.
function Read-Operations($Names, $Packs) {
    $operations = @()
    foreach ($name in @($Names)) {
        $receipt = Read-Receipt $name
        if (-not $receipt) { continue }
        $present = $true
        foreach ($row in @($receipt.rows)) { if (-not (Test-PackIn $row $Packs)) { $present = $false } }
        $last = @($receipt.attempts)[-1]
        $operations += [ordered]@{
            operation = $name; script = $receipt.script; phase = $receipt.phase; state = $receipt.state; attempts = @($receipt.attempts).Count; rows = @($receipt.rows); rowsPresent = $present
            process = [ordered]@{ pid = $last.pid; startedUtc = $last.processStartedUtc; alive = (Test-ProcessAlive $last.pid $last.processStartedUtc) }
        }
    }
    return , $operations
}

function Read-Calls {
    $class = Get-CimClass -ClassName Win32_TSLicenseKeyPack
    return [ordered]@{
        importAgreement   = Test-Method $class 'ImportAgreementLicenseKeyPack'
        importOpen        = Test-Method $class 'ImportOpenPurchaseLicenseKeyPack'
        importRetail      = Test-Method $class 'ImportRetailPurchaseLicenseKeyPack'
        importOffline     = Test-Method $class 'ImportLicenseKeyPackOffline'
        uninstallWithId   = Test-Method $class 'UninstallLicenseKeyPackWithId'
        removeWithIdCount = Test-Method $class 'RemoveLicensesWithIdCount'
    }
}

# Without the role, or with its service stopped, the provider answers nothing: activation is unknown, there are no packs.
function Read-Licensing($In, $Server, $Packs) {
    $result = [ordered]@{
        role = Read-Role; activation = 2; company = $null; can = [ordered]@{}; directory = $null; clearinghouse = $null; reach = $null
        kinds = Get-Kinds $Packs; packs = @(); packCount = $Packs.Count; next = $null; events = Read-Events $In.eventsSinceUtc
    }
    if (Test-Licensing) {
        $result.activation = Read-Activation
        $result.company = Read-Company
        $result.can = Read-Calls
        $result.directory = Read-Directory $Server
    }
    if ($In.clearinghouse) { $result.clearinghouse = Read-Clearinghouse }
    if ($In.reach) { $result.reach = [ordered]@{ to = $In.reach; tcp135 = (Test-Port $In.reach 135); tcp445 = (Test-Port $In.reach 445) } }
    if ($In.operations) { $result.operations = Read-Operations $In.operations $Packs }
    return $result
}

function Set-Page($Result, $Packs, [int]$Offset, [int]$Count) {
    $page = @()
    for ($i = $Offset; $i -lt $Offset + $Count; $i++) { $page += , $Packs[$i] }
    $Result.packs = $page
    $Result.next = $null
    if ($Offset + $Count -lt $Packs.Count) { $Result.next = $Offset + $Count }
}

function Invoke-Verb($In, $Secret, $Server) {
    $packs = @()
    if (Test-Licensing) { $packs = Read-Packs }
    $result = Read-Licensing $In $Server $packs
    $offset = [int]$In.page.offset
    $count = [Math]::Max(0, [Math]::Min([int]$In.page.limit, $packs.Count - $offset))
    Set-Page $result $packs $offset $count
    # A page is shortened until its frame fits: what is cut off would be lost. Events are only hints, and go first.
    while ((Get-Frame 'Ok' $Server $result @()).Length -gt $FrameLimit -and ($count -gt 1 -or @($result.events).Count -gt 0)) {
        if (@($result.events).Count -gt 0) { $result.events = @() } else { $count = [Math]::Max(1, $count - 2) }
        Set-Page $result $packs $offset $count
    }
    Exit-With 0 'Ok' $Server $result @()
}

Start-Verb 'Inspect' $false
