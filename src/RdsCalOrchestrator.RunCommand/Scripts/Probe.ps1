# Probe: all that can be learnt of a license server without an import, for whoever proves assumptions. An administrator runs it by hand,
# on the server or as a run command of their own; it takes no lock, writes nothing and needs no request.
$Beginning = '2000-01-01T00:00:00Z'
$CallNames = @('ImportAgreementLicenseKeyPack', 'ImportOpenPurchaseLicenseKeyPack', 'ImportRetailPurchaseLicenseKeyPack', 'ImportLicenseKeyPackOffline',
    'InstallLicenseKeyPack', 'UninstallLicenseKeyPackWithId', 'RemoveLicensesWithIdCount')

if (-not $Request) {
    $Request = [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes(
        '{"schema":1,"script":"Probe","text":null,"run":"by-hand","notAfterUtc":"2100-01-01T00:00:00Z","server":null,"input":{"everything":true}}'))
}

function Find-BadInput($In, $Secret) { return $null }

# Calls as this server declares them: name, then parameter:type. What a parameter may be stands behind it, where the class says so.
function Read-Calls {
    $methods = (Get-CimClass -ClassName Win32_TSLicenseKeyPack).CimClassMethods
    $calls = @()
    foreach ($name in $CallNames) {
        if (-not $methods[$name]) { continue }
        $call = @($name)
        foreach ($parameter in $methods[$name].Parameters) {
            $text = [string]$parameter.Name + ':' + [string]$parameter.CimType
            $values = $parameter.Qualifiers['ValueMap']
            if ($values) { $text += '=' + (@($values.Value) -join '/') }
            $call += $text
        }
        $calls += , $call
    }
    return , $calls
}

# How often each licensing event was ever written here, by log, and when last.
function Read-EventCounts {
    $counts = [ordered]@{}
    foreach ($entry in (Read-Events $Beginning)) {
        $key = @($entry[2], $entry[0]) -join '/'
        if (-not $counts.Contains($key)) { $counts[$key] = @($entry[2], $entry[0], 0, $null) }
        $counts[$key][2] += 1
        $counts[$key][3] = $entry[1]
    }
    $all = @()
    foreach ($count in $counts.Values) { $all += , $count }
    return , $all
}

# Packs by keyPackType, productType and productVersionId: how many, their CALs, and how many of those are issued.
function Get-PackCounts($Packs) {
    $counts = [ordered]@{}
    foreach ($pack in $Packs) {
        $key = @($pack[1], $pack[2], $pack[3]) -join '/'
        if (-not $counts.Contains($key)) { $counts[$key] = @($pack[1], $pack[2], $pack[3], 0, [long]0, [long]0) }
        $counts[$key][3] += 1
        $counts[$key][4] += $pack[4]
        $counts[$key][5] += $pack[5]
    }
    $all = @()
    foreach ($count in $counts.Values) { $all += , $count }
    return , $all
}

function Read-DotNet {
    try { return [int](Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full').Release }
    catch { return $null }
}

function Add-Licensing($Result) {
    $licensing = Get-CimInstance -ClassName Win32_TSLicenseServer
    $Result.role.scope = [int]$licensing.ServerRole
    $Result.role.version = [string]$licensing.Version
    $Result.activation = Read-Activation
    $Result.country = Get-Field $licensing.CountryRegion
    $Result.directory = Read-Directory
    $Result.calls = Read-Calls
    $Result.packs = Get-PackCounts (Read-Packs)
}

function Invoke-Verb($In, $Secret) {
    $result = [ordered]@{
        role = (Read-Role); activation = 2; country = $null; osLanguage = [int](Get-CimInstance -ClassName Win32_OperatingSystem).OSLanguage
        dotNet = (Read-DotNet); directory = $null; clearinghouse = (Read-Clearinghouse); calls = @(); events = (Read-EventCounts); packs = @()
    }
    if ($script:Problems.Count -eq 0) { Add-Licensing $result }
    Limit-Result $result @('packs', 'calls')
    Stop-With 0 'Ok' $result
}

Start-Verb 'Probe' $false
