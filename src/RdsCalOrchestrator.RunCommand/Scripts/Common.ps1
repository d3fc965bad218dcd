# The half that every script begins with: request, identity, receipt, lock, frame, reading. Windows PowerShell 3.0 to 5.1.
param(
    [string]$Request,
    [string]$Secrets
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$FrameMark = '##RDSCAL1 '
$FrameLimit = 3000
$LicensingLogs = @('System', 'Microsoft-Windows-TerminalServices-Licensing/Admin', 'Microsoft-Windows-TerminalServices-Licensing/Operational')
$LicensingProvider = 'Microsoft-Windows-TerminalServices-Licensing'

function Read-Base64Json([string]$Text) {
    if (-not $Text) { return $null }
    return ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($Text)))
}

# JSON in ASCII: whatever reads the output may cut it or read it in another encoding.
function Write-AsciiJson($Value) {
    $json = ConvertTo-Json -InputObject $Value -Depth 10 -Compress
    return [regex]::Replace($json, '[^\x20-\x7e]', { param($m) '\u{0:x4}' -f [int][char]$m.Value })
}

function Get-UtcNow { return (Get-Date).ToUniversalTime() }

function Format-Utc($Date) { return $Date.ToString('yyyy-MM-ddTHH:mm:ss', [System.Globalization.CultureInfo]::InvariantCulture) + 'Z' }

function Read-Utc([string]$Text) {
    return [datetime]::Parse($Text, [System.Globalization.CultureInfo]::InvariantCulture, [System.Globalization.DateTimeStyles]'AdjustToUniversal, AssumeUniversal')
}

# WMI's code stands in the id of the CIM cmdlets' errors; their exceptions all have the same HResult.
function Get-HResult($ErrorRecord) {
    if ([string]$ErrorRecord.FullyQualifiedErrorId -match 'HRESULT (0x[0-9a-fA-F]{8})') { return $Matches[1].ToLowerInvariant() }
    return '0x{0:x8}' -f $ErrorRecord.Exception.HResult
}

function New-Problem([string]$Code, [string]$At, $ErrorRecord) {
    $problem = [ordered]@{ code = $Code; at = $At }
    if ($ErrorRecord) {
        $problem.hresult = Get-HResult $ErrorRecord
        $text = [string]$ErrorRecord.Exception.Message
        if ($text.Length -gt 200) { $text = $text.Substring(0, 200) }
        $problem.text = $text
        if (-not $Code) { $problem.code = 'WMI-' + $problem.hresult }
    }
    return $problem
}

# What this machine is, from numbers and names that no language changes.
function Read-Server {
    $computer = Get-CimInstance -ClassName Win32_ComputerSystem
    $os = Get-CimInstance -ClassName Win32_OperatingSystem
    $server = [ordered]@{
        computerName    = [string]$computer.Name
        fqdn            = [string]$computer.DNSHostName
        domain          = $null
        inDomain        = [bool]$computer.PartOfDomain
        osBuild         = [string]$os.Version
        psVersion       = [string](Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\PowerShell\3\PowerShellEngine').PowerShellVersion
        bootedUtc       = Format-Utc $os.LastBootUpTime.ToUniversalTime()
        licenseServerId = $null
        productId       = $null
    }
    if ($server.inDomain) {
        $server.domain = [string]$computer.Domain
        $server.fqdn = [string]$computer.DNSHostName + '.' + $server.domain
    }
    return $server
}

# Product ID and license server ID; the latter can be read only while the server is activated.
function Add-LicensingIdentity($Server) {
    $licensing = Get-CimInstance -ClassName Win32_TSLicenseServer
    $Server.productId = [string]$licensing.ProductId
    if (-not $Server.productId) { $Server.productId = $null }
    if ((Read-Activation) -eq 0) {
        $Server.licenseServerId = [string](Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName GetLicenseServerId).sLicenseServerId
    }
}

function Read-Activation {
    return [int](Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName GetActivationStatus).ActivationStatus
}

# A pack as an array: rowId, keyPackType, productType, productVersionId, total, issued, expires, description.
function Read-Packs {
    $packs = @()
    foreach ($row in @(Get-CimInstance -ClassName Win32_TSLicenseKeyPack)) {
        $total = [long]$row.TotalLicenses
        if ($total -eq 4294967295) { $total = -1 }
        $expires = 'never'
        if ($row.ExpirationDate -and $row.ExpirationDate.Year -lt 2038) {
            $expires = $row.ExpirationDate.ToString('yyyy-MM-dd', [System.Globalization.CultureInfo]::InvariantCulture)
        }
        $packs += , @([int]$row.KeyPackId, [int]$row.KeyPackType, [int]$row.ProductType, [int]$row.ProductVersionID, $total, [long]$row.IssuedLicenses, $expires, [string]$row.Description)
    }
    return , $packs
}

function Get-Fingerprint($Pack) { return '{0}|{1}|{2}|{3}|{4}|{5}' -f $Pack[1], $Pack[2], $Pack[3], $Pack[4], $Pack[6], $Pack[7] }

# Row IDs are used again by a rebuilt server: a pack is its row and its fingerprint together.
function Test-PackIn($Pack, $Packs) {
    foreach ($other in $Packs) {
        if ($other[0] -eq $Pack[0] -and (Get-Fingerprint $other) -eq (Get-Fingerprint $Pack)) { return $true }
    }
    return $false
}

function Get-NewPacks($Before, $After) {
    $new = @()
    foreach ($pack in $After) {
        if (-not (Test-PackIn $pack $Before)) { $new += , $pack }
    }
    return , $new
}

# Movable packs by kind: productVersionId, productType, total, issued, rows.
function Get-Kinds($Packs) {
    $kinds = [ordered]@{}
    foreach ($pack in $Packs) {
        if ((@(1, 2, 5) -notcontains $pack[1]) -or (@(0, 1) -notcontains $pack[2]) -or $pack[4] -lt 0) { continue }
        $key = '{0}/{1}' -f $pack[3], $pack[2]
        if (-not $kinds.Contains($key)) { $kinds[$key] = @($pack[3], $pack[2], [long]0, [long]0, 0) }
        $kinds[$key][2] += $pack[4]
        $kinds[$key][3] += $pack[5]
        $kinds[$key][4] += 1
    }
    $all = @()
    foreach ($kind in $kinds.Values) { $all += , $kind }
    return , $all
}

function Read-Events([string]$SinceUtc) {
    $events = @()
    if (-not $SinceUtc) { return , $events }
    foreach ($log in $LicensingLogs) {
        $found = @(Get-WinEvent -FilterHashtable @{ LogName = $log; ProviderName = $LicensingProvider; StartTime = (Read-Utc $SinceUtc).ToLocalTime() } -ErrorAction SilentlyContinue)
        foreach ($event in $found) { $events += , @([int]$event.Id, (Format-Utc $event.TimeCreated.ToUniversalTime()), $log, [long]$event.RecordId) }
    }
    return , $events
}

function Get-Root {
    $programData = (Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList').ProgramData
    $root = Join-Path -Path $programData -ChildPath 'RdsCalOrchestrator'
    if (-not [System.IO.Directory]::Exists($root)) {
        [void][System.IO.Directory]::CreateDirectory((Join-Path -Path $root -ChildPath 'ops'))
        # SYSTEM and Administrators only.
        $acl = Get-Acl -Path $root
        $acl.SetSecurityDescriptorSddlForm('D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)')
        Set-Acl -Path $root -AclObject $acl
    }
    return $root
}

function Get-ReceiptPath([string]$Name) { return Join-Path -Path (Join-Path -Path (Get-Root) -ChildPath 'ops') -ChildPath ($Name + '.json') }

function Read-Receipt([string]$Name) {
    $path = Get-ReceiptPath $Name
    if (-not [System.IO.File]::Exists($path)) { return $null }
    return ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($path))
}

# Written aside and moved, so that a receipt is whole or not there.
function Write-Receipt([string]$Name, $Receipt) {
    $path = Get-ReceiptPath $Name
    $aside = $path + '.new'
    [System.IO.File]::WriteAllText($aside, (Write-AsciiJson $Receipt))
    # NullString: PowerShell hands $null on as an empty string, which is no path.
    if ([System.IO.File]::Exists($path)) { [System.IO.File]::Replace($aside, $path, [NullString]::Value) } else { [System.IO.File]::Move($aside, $path) }
}

function Read-AllReceipts {
    $receipts = @()
    foreach ($path in [System.IO.Directory]::GetFiles((Join-Path -Path (Get-Root) -ChildPath 'ops'), '*.json')) {
        $receipts += ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($path))
    }
    return , $receipts
}

# A process is alive when its id exists and its start time is the recorded one: ids are used again.
function Test-ProcessAlive($ProcessId, [string]$StartedUtc) {
    $found = @(Get-CimInstance -ClassName Win32_Process -Filter ('ProcessId={0}' -f [int]$ProcessId))
    return ($found.Count -gt 0) -and ((Format-Utc $found[0].CreationDate.ToUniversalTime()) -eq $StartedUtc)
}

function Get-OwnProcess {
    $own = @(Get-CimInstance -ClassName Win32_Process -Filter ('ProcessId={0}' -f $PID))[0]
    return [ordered]@{ pid = [int]$own.ProcessId; startedUtc = Format-Utc $own.CreationDate.ToUniversalTime() }
}

function New-Attempt {
    $own = Get-OwnProcess
    return [ordered]@{ run = $script:Envelope.run; pid = $own.pid; processStartedUtc = $own.startedUtc; startedUtc = Format-Utc (Get-UtcNow); endedUtc = $null; returnValue = $null; hresult = $null }
}

# One change at a time on a machine. The handle, and with it the lock, goes with the process.
function Open-Lock {
    try { return [System.IO.File]::Open((Join-Path -Path (Get-Root) -ChildPath 'lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [System.IO.IOException] { return $null }
}

function Get-Hash([string]$Text) {
    $sha = New-Object System.Security.Cryptography.SHA256Managed
    return ([System.BitConverter]::ToString($sha.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($Text)))).Replace('-', '').ToLowerInvariant()
}

function Get-Frame([string]$Outcome, $Server, $Result, $Problems) {
    return $FrameMark + (Write-AsciiJson ([ordered]@{
        schema = 1; script = $script:Envelope.script; text = $script:Envelope.text; run = $script:Envelope.run; outcome = $Outcome; server = $Server
        startedUtc = $script:StartedUtc; endedUtc = Format-Utc (Get-UtcNow); result = $Result; problems = @($Problems)
    }))
}

function Exit-With([int]$Code, [string]$Outcome, $Server, $Result, $Problems) {
    Write-Output (Get-Frame $Outcome $Server $Result $Problems)
    exit $Code
}

function Test-Licensing {
    $service = @(Get-Service -Name TermServLicensing -ErrorAction SilentlyContinue)
    return ($service.Count -gt 0) -and ([string]$service[0].Status -eq 'Running')
}

# Every field of the request's server that is not null must be what this machine says.
function Get-IdentityProblems($Expected, $Server) {
    $problems = @()
    foreach ($field in @('computerName', 'productId', 'licenseServerId')) {
        if ($Expected.$field -and ($Expected.$field -ne $Server.$field)) {
            $problems += [ordered]@{ code = 'RDS-OTHER-SERVER'; at = $field; expected = $Expected.$field; found = $Server.$field }
        }
    }
    return , $problems
}

function Start-Verb([string]$Name, [bool]$Changes) {
    $script:StartedUtc = Format-Utc (Get-UtcNow)
    try {
        $script:Envelope = Read-Base64Json $Request
        $secret = Read-Base64Json $Secrets
    }
    catch { $script:Envelope = $null }
    if (-not $script:Envelope -or $script:Envelope.schema -ne 1 -or $script:Envelope.script -ne $Name -or -not $script:Envelope.run) {
        $script:Envelope = [ordered]@{ script = $Name; text = $null; run = $null }
        Exit-With 64 'BadRequest' $null $null @([ordered]@{ code = 'RDS-BAD-REQUEST'; at = 'envelope' })
    }
    $server = $null
    $lock = $null
    try {
        $server = Read-Server
        $expected = $script:Envelope.server
        # Inspect also tells of a server without the role, or with its service stopped; there nothing of licensing can be compared.
        if ($Changes -or (Test-Licensing)) { Add-LicensingIdentity $server } else { $expected = @{ computerName = $expected.computerName } }
        $different = Get-IdentityProblems $expected $server
        if ($different.Count -gt 0) { Exit-With 65 'NotThisServer' $server $null $different }
        if ($Changes) {
            if ((Get-UtcNow) -gt (Read-Utc $script:Envelope.notAfterUtc)) { Exit-With 65 'Expired' $server $null @() }
            $lock = Open-Lock
            if (-not $lock) { Exit-With 75 'Busy' $server $null @() }
        }
        Invoke-Verb $script:Envelope.input $secret $server
    }
    catch {
        Exit-With 70 'Failed' $server $null @(New-Problem '' $Name $_)
    }
    finally {
        if ($lock) { $lock.Dispose() }
    }
}
