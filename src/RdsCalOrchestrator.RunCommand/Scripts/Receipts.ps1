# What this machine remembers of each operation, and the lock that lets one script change it at a time.
function Get-Root {
    $programData = (Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList').ProgramData
    return Join-Path -Path $programData -ChildPath 'RdsCalOrchestrator'
}

function Get-ReceiptFolder { return Join-Path -Path (Get-Root) -ChildPath 'ops' }

function Get-ReceiptPath([string]$Name) { return Join-Path -Path (Get-ReceiptFolder) -ChildPath ($Name + '.json') }

# SYSTEM and Administrators only, nothing inherited; owned by Administrators, whoever made the folder.
function Initialize-Root {
    $root = Get-Root
    [void][System.IO.Directory]::CreateDirectory($root)
    $acl = Get-Acl -Path $root
    $acl.SetSecurityDescriptorSddlForm('O:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)', 'Owner, Access')
    Set-Acl -Path $root -AclObject $acl
    [void][System.IO.Directory]::CreateDirectory((Get-ReceiptFolder))
}

# Written aside, to the disk, and moved: a file is whole or not there, also after a power cut.
function Write-Whole([string]$Path, [string]$Text) {
    $aside = $Path + '.new'
    $bytes = [System.Text.Encoding]::ASCII.GetBytes($Text)
    $file = [System.IO.File]::Open($aside, 'Create', 'Write', 'None')
    try {
        $file.Write($bytes, 0, $bytes.Length)
        $file.Flush($true)
    }
    finally { $file.Dispose() }
    if ([System.IO.File]::Exists($Path)) { [System.IO.File]::Replace($aside, $Path, [NullString]::Value) } else { [System.IO.File]::Move($aside, $Path) }
}

function Write-Receipt([string]$Name, $Receipt) { Write-Whole (Get-ReceiptPath $Name) (Format-Json $Receipt) }

function Read-Receipt([string]$Name) {
    $path = Get-ReceiptPath $Name
    if (-not [System.IO.File]::Exists($path)) { return $null }
    return ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($path))
}

function Read-AllReceipts {
    $receipts = @()
    if ([System.IO.Directory]::Exists((Get-ReceiptFolder))) {
        foreach ($path in [System.IO.Directory]::GetFiles((Get-ReceiptFolder), '*.json')) {
            $receipts += ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($path))
        }
    }
    return , $receipts
}

function Get-OwnProcess {
    $own = @(Get-CimInstance -ClassName Win32_Process -Filter ('ProcessId={0}' -f $PID))[0]
    return [ordered]@{ run = $script:Envelope.run; pid = [int]$own.ProcessId; processStartedUtc = (Format-Utc $own.CreationDate.ToUniversalTime()) }
}

# Alive is whose id exists and whose start is the recorded one: ids are used again.
function Test-ProcessAlive($Recorded) {
    $found = @(Get-CimInstance -ClassName Win32_Process -Filter ('ProcessId={0}' -f [int]$Recorded.pid))
    return ($found.Count -gt 0) -and ((Format-Utc $found[0].CreationDate.ToUniversalTime()) -eq $Recorded.processStartedUtc)
}

# Every run that met a receipt: one that lacks a run is older than that run.
function Add-Run($Receipt) {
    $runs = @()
    if ($Receipt) { $runs += @($Receipt.runs) }
    if ($runs -notcontains $script:Envelope.run) { $runs += $script:Envelope.run }
    return , $runs
}

# Reading: nothing was called. Whoever is about to call says Calling, and Done afterwards.
function New-Receipt([string]$Operation, $Earlier, $Before) {
    $attempt = Get-OwnProcess
    $attempt.startedUtc = Format-Utc (Get-UtcNow)
    $attempt.endedUtc = $null
    $attempt.returnValue = $null
    $attempt.hresult = $null
    $attempts = @()
    # Reading called nothing, and is no attempt.
    if ($Earlier -and $Earlier.phase -ne 'Reading') { $attempts += @($Earlier.attempts) }
    $attempts += $attempt
    return [ordered]@{
        schema = 1; operation = $Operation; script = $script:Name; migration = $script:Envelope.migration; text = $script:Envelope.text; phase = 'Reading'
        runs = (Add-Run $Earlier); attempts = $attempts; before = $Before; after = @(); rows = @(); state = $null; answerHash = $null
    }
}

function Get-LastAttempt($Receipt) { return @($Receipt.attempts)[-1] }

# The handle, and with it the lock, goes with the process.
function Open-Lock {
    try { $lock = [System.IO.File]::Open((Join-Path -Path (Get-Root) -ChildPath 'lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [System.IO.IOException] { return $null }
    Write-Whole (Join-Path -Path (Get-Root) -ChildPath 'lock.json') (Format-Json (Get-OwnProcess))
    return $lock
}

# Who holds it, for a person: it may have changed hands by now.
function Read-LockHolder {
    try { return ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText((Join-Path -Path (Get-Root) -ChildPath 'lock.json'))) }
    catch { return $null }
}

function Get-Hash([string]$Text) {
    # This implementation is allowed where Windows enforces FIPS, too.
    $sha = New-Object -TypeName System.Security.Cryptography.SHA256CryptoServiceProvider
    return ([System.BitConverter]::ToString($sha.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($Text)))).Replace('-', '').ToLowerInvariant()
}

