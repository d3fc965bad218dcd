# What every script begins with: its request, its one answer, its outcome. Windows PowerShell 3.0 to 5.1.
param(
    [string]$Request,
    [string]$Secrets
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$FrameMark = '##RDSCAL1 '
$FrameLimit = 3000
$TextLimit = 200

function Read-Base64Json([string]$Text) {
    if (-not $Text) { return $null }
    return ConvertFrom-Json -InputObject ([System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($Text)))
}

function Format-JsonText([string]$Text) {
    $escaped = $Text.Replace('\', '\\').Replace('"', '\"')
    return '"' + [regex]::Replace($escaped, '[^\x20-\x7e]', { param($found) '\u{0:x4}' -f [int][char]$found.Value }) + '"'
}

# A map or a list as JSON. Not ConvertTo-Json: Windows PowerShell writes an array that went through a function as {"value":...,"Count":...}.
# ASCII only: whatever reads the output may cut it anywhere or take it for another encoding. Names of members are ours, and plain. Simple values
# are written here, without a call for each: a frame is written several times until it fits.
function Format-Json($Value) {
    $isMap = $Value -is [System.Collections.IDictionary]
    $isObject = $Value -is [System.Management.Automation.PSCustomObject]
    $items = $Value
    if ($isMap) { $items = $Value.Keys }
    if ($isObject) { $items = $Value.PSObject.Properties }
    $parts = @()
    foreach ($item in $items) {
        $name = ''
        $one = $item
        if ($isMap) {
            $name = '"' + $item + '":'
            $one = $Value[$item]
        }
        elseif ($isObject) {
            $name = '"' + $item.Name + '":'
            $one = $item.Value
        }
        if ($null -eq $one) { $parts += $name + 'null' }
        elseif ($one -is [string]) { $parts += $name + $(if ($one -match '[^ !#-\[\]-~]') { Format-JsonText $one } else { '"' + $one + '"' }) }
        elseif ($one -is [bool]) { $parts += $name + ([string]$one).ToLowerInvariant() }
        elseif ($one -is [ValueType]) { $parts += $name + [string]$one }
        else { $parts += $name + (Format-Json $one) }
    }
    if ($isMap -or $isObject) { return '{' + ($parts -join ',') + '}' }
    return '[' + ($parts -join ',') + ']'
}

function Get-UtcNow { return (Get-Date).ToUniversalTime() }

function Format-Utc($Date) { return $Date.ToString('yyyy-MM-ddTHH:mm:ss', [System.Globalization.CultureInfo]::InvariantCulture) + 'Z' }

function Read-Utc([string]$Text) {
    return [datetime]::Parse($Text, [System.Globalization.CultureInfo]::InvariantCulture, [System.Globalization.DateTimeStyles]'AdjustToUniversal, AssumeUniversal')
}

function Test-Late { return (Get-UtcNow) -gt (Read-Utc $script:Envelope.notAfterUtc) }

# The CIM commands put WMI's own code into the error's id; the exception carries a general one.
function Get-ErrorCode($ErrorRecord) {
    if ([string]$ErrorRecord.FullyQualifiedErrorId -match 'HRESULT (0x[0-9a-fA-F]{8})') { return $Matches[1].ToLowerInvariant() }
    return '0x{0:x8}' -f $ErrorRecord.Exception.HResult
}

# How a call failed, in a result: beside its return value.
function Add-Failure($Result, [string]$Code) { $Result.Insert([array]::IndexOf(@($Result.Keys), 'returnValue') + 1, 'hresult', $Code) }

function Get-ShortText([string]$Text) {
    if ($Text.Length -le $TextLimit) { return $Text }
    return $Text.Substring(0, $TextLimit)
}

# The text is for a person and in the server's language: nobody compares it.
function Add-Problem([string]$At, $ErrorRecord) {
    $code = 'RDS-ERROR'
    $hresult = Get-ErrorCode $ErrorRecord
    if ([string]$ErrorRecord.FullyQualifiedErrorId -match 'HRESULT') { $code = 'WMI-' + $hresult }
    $script:Problems += [ordered]@{ code = $code; at = $At; hresult = $hresult; text = (Get-ShortText $ErrorRecord.Exception.Message) }
}

function Get-Answer([string]$Outcome, $Result) {
    return Format-Json ([ordered]@{
        schema = 1; script = $script:Name; text = $script:Envelope.text; run = $script:Envelope.run; outcome = $Outcome; server = $script:Server
        startedUtc = $script:StartedUtc; endedUtc = (Format-Utc (Get-UtcNow)); result = $Result; problems = @($script:Problems)
    })
}

function Get-Frame([string]$Outcome, $Result) { return $FrameMark + (Get-Answer $Outcome $Result) }

# What has no room in the frame is printed before it, for people: only where the whole output is kept will they find it. No program reads it.
function Add-Whole([string]$Outcome, $Result) { $script:Detail += 'In full: ' + (Get-Answer $Outcome $Result) }

function Test-Fits($Result) { return (Get-Frame 'Ok' $Result).Length -le $FrameLimit }

# Leaves out, in this order, what the caller can do without.
function Limit-Result($Result, [string[]]$Optional) {
    if (Test-Fits $Result) { return }
    Add-Whole 'Ok' $Result
    foreach ($name in $Optional) {
        if (Test-Fits $Result) { return }
        $Result[$name] = @()
    }
}

# Ends the script from wherever it is. The answer is printed at the very end: whatever a function prints, its caller takes as its value.
function Stop-With([int]$Code, [string]$Outcome, $Result) {
    $script:End = @{ code = $Code; outcome = $Outcome; result = $Result }
    throw 'The script has its answer.'
}

function Stop-BadRequest([string]$At) {
    $script:Problems += [ordered]@{ code = 'RDS-BAD-REQUEST'; at = $At }
    Stop-With 64 'BadRequest' $null
}

function Write-Answer($End) {
    $code = $End.code
    $frame = Get-Frame $End.outcome $End.result
    if ($frame.Length -gt $FrameLimit) {
        Add-Whole $End.outcome $End.result
        foreach ($problem in $script:Problems) { $problem.Remove('text') }
        $frame = Get-Frame $End.outcome $End.result
    }
    if ($frame.Length -gt $FrameLimit) {
        # Half an answer would be read as the whole one. What was done stands in the receipts.
        $code = 70
        $script:Problems = @([ordered]@{ code = 'RDS-FRAME-TOO-LONG'; at = $script:Name })
        $frame = Get-Frame 'Failed' $null
    }
    Write-Output $script:Detail
    Write-Output $frame
    exit $code
}

# An operation's id becomes the name of a file.
function Test-OperationId($Id) { return [string]$Id -match '^op-[A-Za-z0-9-]{1,40}$' }

function Read-Envelope {
    $secret = $null
    $script:Envelope = [ordered]@{ text = $null; run = $null }
    try {
        $envelope = Read-Base64Json $Request
        $secret = Read-Base64Json $Secrets
    }
    catch { Stop-BadRequest 'parameters' }
    if ($envelope -isnot [System.Management.Automation.PSCustomObject]) { Stop-BadRequest 'request' }
    $script:Envelope = $envelope
    if ($envelope.schema -ne 1 -or $envelope.script -ne $script:Name -or -not $envelope.run -or -not $envelope.input) { Stop-BadRequest 'envelope' }
    try { [void](Test-Late) } catch { Stop-BadRequest 'notAfterUtc' }
    return $secret
}

# Every field of the request's server that is not null must be what this machine says. What could not be read was noted, and is no difference.
function Assert-Server {
    $different = @()
    foreach ($field in @('computerName', 'productId', 'licenseServerId')) {
        $expected = $script:Envelope.server.$field
        $found = $script:Server[$field]
        if (-not $expected -or $expected -eq $found -or (-not $found -and $script:Problems.Count -gt 0)) { continue }
        $different += [ordered]@{ code = 'RDS-OTHER-SERVER'; at = $field; expected = $expected; found = $found }
    }
    if ($different.Count -gt 0) {
        $script:Problems = $different
        Stop-With 65 'NotThisServer' $null
    }
}

function Invoke-Checked([bool]$Changes, $Secret) {
    $bad = Find-BadInput $script:Envelope.input $Secret
    if ($bad) { Stop-BadRequest $bad }
    $script:Server = Read-Server (-not $Changes)
    Add-LicensingIdentity $Changes
    Assert-Server
    if ($Changes) {
        if (Test-Late) { Stop-With 65 'Expired' $null }
        Initialize-Root
        $script:Lock = Open-Lock
        if (-not $script:Lock) { Stop-With 75 'Busy' ([ordered]@{ heldBy = (Read-LockHolder) }) }
    }
    Invoke-Verb $script:Envelope.input $Secret
}

function Start-Verb([string]$Name, [bool]$Changes) {
    $script:Name = $Name
    $script:Server = $null
    $script:Lock = $null
    $script:End = $null
    $script:Problems = @()
    $script:Detail = @()
    $script:StartedUtc = Format-Utc (Get-UtcNow)
    try { Invoke-Checked $Changes (Read-Envelope) }
    catch {
        if (-not $script:End) {
            Add-Problem $Name $_
            $script:Detail += 'Failed ' + (Format-JsonText $_.ScriptStackTrace)
            # Nothing is changed without the lock.
            $script:End = @{ code = 70; outcome = 'Failed'; result = [ordered]@{ began = [bool]$script:Lock } }
        }
    }
    finally {
        if ($script:Lock) { $script:Lock.Dispose() }
    }
    Write-Answer $script:End
}

