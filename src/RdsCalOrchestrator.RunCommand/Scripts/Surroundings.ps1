# What a license server says of its role, its directory and its way out. Read by Inspect and Probe; changes nothing.
$DefaultClearinghouse = 'clearinghouse.one.microsoft.com'
$Patience = 5000

# The licensing wizard's own addresses stand in the registry.
function Get-ClearinghouseHosts {
    $names = @()
    try {
        foreach ($property in (Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\TermServLicensing\lrwiz\Params').PSObject.Properties) {
            if ($property.Name -match '^PS[A-Z]') { continue }
            if ([string]$property.Value -match '^(https?://)?(([A-Za-z0-9-]+\.)+[A-Za-z]{2,})(:[0-9]+)?(/.*)?$' -and $names -notcontains $Matches[2]) { $names += $Matches[2] }
        }
    }
    catch { $names = @() }
    if ($names.Count -eq 0) { $names = @($DefaultClearinghouse) }
    return , $names
}

function Test-Clearinghouse([string]$Name) {
    $probe = [ordered]@{ host = $Name; tcp = $false; tls = $false; issuer = $null; ms = 0 }
    $began = Get-UtcNow
    $client = New-Object -TypeName System.Net.Sockets.TcpClient
    try {
        $client.ReceiveTimeout = $Patience
        $client.SendTimeout = $Patience
        if ($client.ConnectAsync($Name, 443).Wait($Patience)) {
            $probe.tcp = $true
            $tls = New-Object -TypeName System.Net.Security.SslStream -ArgumentList $client.GetStream(), $false
            # Named, because older .NET Frameworks offer nothing later than TLS 1.0 by themselves.
            $tls.AuthenticateAsClient($Name, $null, [System.Security.Authentication.SslProtocols]'Tls, Tls11, Tls12', $false)
            $probe.tls = $true
            $probe.issuer = Get-ShortText $tls.RemoteCertificate.Issuer
        }
    }
    catch { Add-Problem $Name $_ }
    finally { $client.Close() }
    $probe.ms = [long]((Get-UtcNow) - $began).TotalMilliseconds
    return $probe
}

function Read-Clearinghouse {
    $probes = @()
    foreach ($name in (Get-ClearinghouseHosts)) { $probes += Test-Clearinghouse $name }
    return , $probes
}

function Test-Port([string]$Name, [int]$Port) {
    $client = New-Object -TypeName System.Net.Sockets.TcpClient
    try { return $client.ConnectAsync($Name, $Port).Wait($Patience) }
    catch { return $false }
    finally { $client.Close() }
}

function Read-Role {
    $service = @(Get-Service -Name TermServLicensing -ErrorAction SilentlyContinue)
    $role = [ordered]@{ installed = ($service.Count -gt 0); service = $null; scope = $null; databasePath = $null; version = $null }
    if ($role.installed) { $role.service = [string]$service[0].Status }
    return $role
}

function Read-Directory {
    $directory = [ordered]@{ inLicenseServersGroup = $null; onDomainController = $null; securityGroupPolicy = $null }
    try {
        $directory.onDomainController = [bool](Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName IsLSonDC).OnDC
        $directory.securityGroupPolicy = [bool](Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName IsLSSecGrpGPEnabled).Enabled
        if ($script:Server.inDomain) {
            $directory.inLicenseServersGroup = [bool](Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName IsLSinTSLSGroup -Arguments @{ Domain = '' }).IsMember
        }
    }
    catch { Add-Problem 'directory' $_ }
    return $directory
}

function Get-Field($Value) { if ([string]$Value) { return Get-ShortText $Value } else { return $null } }
