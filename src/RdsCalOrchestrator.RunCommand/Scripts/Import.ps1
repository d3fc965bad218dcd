# Import: one call for each line, with its receipt before and after. What was created is judged by the difference of rows.
function Get-SourceArguments($Source) {
    $arguments = @{ sSourceLSName = ''; sSourceLSProductId = '' }
    if ($Source.send -ne 'nothing') {
        $arguments.sSourceLSName = [string]$Source.name
        $arguments.sSourceLSProductId = [string]$Source.($Source.send)
    }
    return $arguments
}

function Get-Call($Line, $Secret, $Source) {
    $arguments = Get-SourceArguments $Source
    if ($Line.how -eq 'keyPackId') {
        $arguments.sLicenseKeyPackId = [string]$Secret.keyPackId
        return @('ImportLicenseKeyPackOffline', $arguments)
    }
    if ($Line.program -eq 'retail') {
        $arguments.sLicenseCode = [string]$Secret.licenseCode
        return @('ImportRetailPurchaseLicenseKeyPack', $arguments)
    }
    $arguments.ProductVersion = [uint32]$Line.versionId
    $arguments.ProductType = [uint32]$Line.productType
    $arguments.LicenseCount = [uint32]$Line.quantity
    if ($Line.program -eq 'open') {
        $arguments.sLicenseNumber = [string]$Secret.licenseNumber
        $arguments.sAuthorizationNumber = [string]$Secret.authorizationNumber
        return @('ImportOpenPurchaseLicenseKeyPack', $arguments)
    }
    $arguments.AgreementType = [uint32]$Line.agreementType
    $arguments.sAgreementNumber = [string]$Secret.agreementNumber
    return @('ImportAgreementLicenseKeyPack', $arguments)
}

function Test-Fits($Line, $Pack) {
    $sameKind = ($Pack[3] -eq $Line.versionId) -and ($Pack[2] -eq $Line.productType)
    return $sameKind -and (($null -eq $Line.quantity) -or ($Pack[4] -eq $Line.quantity))
}

# Rows that receipts of other operations explain are not ours, whenever they came.
function Get-UnexplainedNewPacks([string]$Operation, $Before, $After) {
    $explained = @()
    foreach ($receipt in (Read-AllReceipts)) {
        if ($receipt.operation -ne $Operation -and $receipt.rows) { foreach ($row in @($receipt.rows)) { $explained += , $row } }
    }
    $new = @()
    foreach ($pack in (Get-NewPacks $Before $After)) { if (-not (Test-PackIn $pack $explained)) { $new += , $pack } }
    return , $new
}

function New-LineResult($Line, [string]$State, $Rows) {
    return [ordered]@{ operation = $Line.operation; state = $State; call = $null; returnValue = $null; rows = @($Rows); sourceRemoval = 'NotTried'; attempts = 0 }
}

# What an earlier run of the same operation left: null means that a call may be made.
function Resolve-Receipt($Line, $Receipt, $Packs) {
    if (-not $Receipt) { return $null }
    $rows = @($Receipt.rows)
    if ($Receipt.phase -eq 'Done' -and $rows.Count -gt 0) {
        foreach ($row in $rows) { if (-not (Test-PackIn $row $Packs)) { return New-LineResult $Line 'Unknown' @() } }
        $state = 'AlreadyImported'
        if ($Receipt.state -eq 'ImportedDifferent') { $state = 'ImportedDifferent' }
        return New-LineResult $Line $state $rows
    }
    if ($Receipt.phase -eq 'Calling') {
        $last = @($Receipt.attempts)[-1]
        if (Test-ProcessAlive $last.pid $last.processStartedUtc) { return New-LineResult $Line 'Unknown' @() }
        $new = Get-UnexplainedNewPacks $Line.operation @($Receipt.before) $Packs
        if ($new.Count -eq 0) { return Get-NotApplied $Line }
        if ($new.Count -eq 1 -and (Test-Fits $Line $new[0])) { return New-LineResult $Line 'AlreadyImported' $new }
        return New-LineResult $Line 'Unknown' @()
    }
    if ($Receipt.state -eq 'Refused') { return $null }
    if ($Receipt.state -eq 'NotApplied') { return Get-NotApplied $Line }
    # A call that ended in nobody knows what is never repeated.
    return New-LineResult $Line 'Unknown' @()
}

# Known not to have been applied: a new call is made only when the request says so.
function Get-NotApplied($Line) {
    if ($Line.repeat) { return $null }
    return New-LineResult $Line 'NotApplied' @()
}

function Get-SourceRemoval($BeforeRecords, [string]$SinceUtc) {
    $words = @{ 89 = 'Removed'; 90 = 'Failed'; 91 = 'SourceCannot'; 92 = 'SourceNotReachable'; 93 = 'SourceNotAlive' }
    foreach ($event in (Read-Events $SinceUtc)) {
        if ($words.ContainsKey($event[0]) -and ($BeforeRecords -notcontains ('{0}/{1}' -f $event[2], $event[3]))) { return $words[$event[0]] }
    }
    return 'Unknown'
}

function Get-EventRecords([string]$SinceUtc) {
    $records = @()
    foreach ($event in (Read-Events $SinceUtc)) { $records += ('{0}/{1}' -f $event[2], $event[3]) }
    return , $records
}

function Get-AnswerHash($Line, $Secret) {
    if ($Secret.keyPackId) { return Get-Hash ([string]$Secret.keyPackId) }
    if ($Secret.licenseCode) { return Get-Hash ([string]$Secret.licenseCode) }
    return $null
}

function Invoke-Line($In, $Line, $Secret) {
    $before = Read-Packs
    $receipt = Read-Receipt $Line.operation
    $earlier = @()
    if ($receipt) { $earlier = @($receipt.attempts) }
    $known = Resolve-Receipt $Line $receipt $before
    if ($known) {
        $known.attempts = $earlier.Count
        if ($receipt.phase -eq 'Calling' -and $known.state -ne 'Unknown') { Close-Receipt $receipt $known $before }
        return $known
    }
    $call = Get-Call $Line $Secret $In.source
    $result = New-LineResult $Line 'Unknown' @()
    $result.call = $call[0]
    $attempt = New-Attempt
    $record = [ordered]@{
        schema = 1; operation = $Line.operation; script = 'Import'; migration = $script:Envelope.migration; text = $script:Envelope.text; phase = 'Calling'
        attempts = @($earlier) + @($attempt); before = $before; after = @(); rows = @(); state = $null; answerHash = (Get-AnswerHash $Line $Secret)
    }
    $records = Get-EventRecords $In.eventsSinceUtc
    # From here on the call may have been made, whatever happens to this process.
    Write-Receipt $Line.operation $record
    try {
        $answer = Invoke-CimMethod -ClassName Win32_TSLicenseKeyPack -MethodName $call[0] -Arguments $call[1]
        $result.returnValue = [long]$answer.ReturnValue
    }
    catch {
        $result.hresult = Get-HResult $_
    }
    $after = Read-Packs
    $new = Get-UnexplainedNewPacks $Line.operation $before $after
    $failed = $result.hresult -or ($result.returnValue -ne 0)
    if ($new.Count -eq 0) { if ($failed) { $result.state = 'Refused' } else { $result.state = 'Unknown' } }
    elseif ($new.Count -eq 1 -and (Test-Fits $Line $new[0])) { $result.state = 'Imported'; $result.rows = $new }
    elseif ($new.Count -eq 1) { $result.state = 'ImportedDifferent'; $result.rows = $new }
    if ($failed -and -not $result.hresult) { $result.hresult = '0x{0:x8}' -f [uint32]$result.returnValue }
    if ($new.Count -gt 0) { $result.sourceRemoval = Get-SourceRemoval $records $In.eventsSinceUtc }
    $result.attempts = $record.attempts.Count
    $attempt.returnValue = $result.returnValue
    $attempt.hresult = $result.hresult
    $attempt.endedUtc = Format-Utc (Get-UtcNow)
    Close-Receipt $record $result $after
    return $result
}

function Close-Receipt($Receipt, $Result, $After) {
    $Receipt.phase = 'Done'
    $Receipt.state = $Result.state
    $Receipt.rows = @($Result.rows)
    $Receipt.after = $After
    Write-Receipt $Result.operation $Receipt
}

function Invoke-Verb($In, $Secret, $Server) {
    $began = Read-Packs
    $lines = @()
    $stopped = $false
    foreach ($line in @($In.lines)) {
        if ($stopped -or (Get-UtcNow) -gt (Read-Utc $script:Envelope.notAfterUtc)) { $lines += New-LineResult $line 'Skipped' @(); continue }
        $done = Invoke-Line $In $line $Secret.($line.operation)
        $lines += $done
        if ($In.stopAtFirstProblem -and @('Imported', 'AlreadyImported') -notcontains $done.state) { $stopped = $true }
    }
    $ended = Read-Packs
    $result = [ordered]@{ before = (Get-Kinds $began); after = (Get-Kinds $ended); lines = $lines; events = (Read-Events $In.eventsSinceUtc); unexplainedRows = (Get-UnexplainedNewPacks '' $began $ended) }
    if ((Get-Frame 'Ok' $Server $result @()).Length -gt $FrameLimit) { $result.events = @(); $result.before = @(); $result.after = @() }
    Exit-With 0 'Ok' $Server $result @()
}

Start-Verb 'Import' $true
