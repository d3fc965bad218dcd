# Import: one call for each line, with its receipt before and after. What was created is judged by the difference of rows.
$MostLines = 8

# The call for each kind of proof, as an import from a source and as an installation that names none.
$Calls = @{
    keyPackId = @('ImportLicenseKeyPackOffline', 'InstallLicenseKeyPack')
    retail    = @('ImportRetailPurchaseLicenseKeyPack', 'InstallRetailPurchaseLicenseKeyPack')
    open      = @('ImportOpenPurchaseLicenseKeyPack', 'InstallOpenLicenseKeyPack')
    agreement = @('ImportAgreementLicenseKeyPack', 'InstallAgreementLicenseKeyPack')
}
$SecretsOf = @{ keyPackId = @('keyPackId'); retail = @('licenseCode'); open = @('licenseNumber', 'authorizationNumber'); agreement = @('agreementNumber') }

# 89 comes last: where one pack of several was not removed, the source is not clean.
$RemovalEvents = @(@(90, 'Failed'), @(91, 'SourceCannot'), @(92, 'SourceNotReachable'), @(93, 'SourceNotAlive'), @(89, 'Removed'))

function Get-Proof($Line) {
    if ($Line.how -eq 'keyPackId') { return 'keyPackId' }
    if ($Line.program -eq 'retail' -or $Line.program -eq 'open') { return $Line.program }
    return 'agreement'
}

function Find-BadInput($In, $Secret) {
    $lines = @($In.lines)
    if ($lines.Count -eq 0 -or $lines.Count -gt $MostLines) { return 'input.lines' }
    if (@('licenseServerId', 'productId', 'nothing') -notcontains $In.source.send) { return 'input.source.send' }
    if ($In.source.send -ne 'nothing' -and -not ($In.source.name -and $In.source.($In.source.send))) { return 'input.source' }
    $seen = @{}
    foreach ($line in $lines) {
        if (-not (Test-OperationId $line.operation) -or $seen.ContainsKey($line.operation)) { return 'operation' }
        $seen[$line.operation] = $true
        if (@('import', 'install') -notcontains $line.transfer -or @('automatic', 'keyPackId') -notcontains $line.how) { return $line.operation }
        foreach ($name in $SecretsOf[(Get-Proof $line)]) { if (-not $Secret.($line.operation).$name) { return $line.operation + '.' + $name } }
    }
    return $null
}

# Types and names as documented: WMI refuses a number that is not a uint32.
function Get-Arguments($Line, $Secret, $Source) {
    $proof = Get-Proof $Line
    $arguments = @{}
    if ($proof -eq 'agreement' -or $proof -eq 'open') {
        $arguments.ProductVersion = [uint32]$Line.versionId
        $arguments.ProductType = [uint32]$Line.productType
        $arguments.LicenseCount = [uint32]$Line.quantity
    }
    switch ($proof) {
        'keyPackId' { $arguments.sLicenseKeyPackId = [string]$Secret.keyPackId }
        'retail' { $arguments.sLicenseCode = [string]$Secret.licenseCode }
        'open' {
            $arguments.sLicenseNumber = [string]$Secret.licenseNumber
            $arguments.sAuthorizationNumber = [string]$Secret.authorizationNumber
        }
        'agreement' {
            $arguments.AgreementType = [uint32]$Line.agreementType
            $arguments.sAgreementNumber = [string]$Secret.agreementNumber
        }
    }
    if ($Line.transfer -eq 'import') {
        $arguments.sSourceLSName = ''
        $arguments.sSourceLSProductId = ''
        if ($Source.send -ne 'nothing') {
            $arguments.sSourceLSName = [string]$Source.name
            $arguments.sSourceLSProductId = [string]$Source.($Source.send)
        }
    }
    return $arguments
}

function Get-CallName($Line) { return $Calls[(Get-Proof $Line)][[int]($Line.transfer -eq 'install')] }

function Get-AnswerHash($Line, $Secret) {
    if ($Secret.keyPackId) { return Get-Hash ([string]$Secret.keyPackId) }
    if ($Secret.licenseCode) { return Get-Hash ([string]$Secret.licenseCode) }
    return $null
}

# CALs of 2008 R2 (3) are those of 2008 (2).
function Get-Version($VersionId) { if ($VersionId -eq 3) { return 2 } else { return $VersionId } }

# A retail code says itself how many it stands for.
function Test-LineFits($Line, $Pack) {
    if ((Get-Version $Pack[3]) -ne (Get-Version $Line.versionId) -or $Pack[2] -ne $Line.productType) { return $false }
    return ($null -eq $Line.quantity) -or ($Pack[4] -eq $Line.quantity)
}

# What came since: rows that no receipt of another operation explains. Windows keeps temporary (4), built-in (6) and overused (7) packs by itself.
function Get-NewPacks([string]$Operation, $Before, $After) {
    $explained = @()
    foreach ($receipt in (Read-AllReceipts)) {
        if ($receipt.script -eq 'Import' -and $receipt.operation -ne $Operation) { foreach ($row in @($receipt.rows)) { $explained += , $row } }
    }
    $new = @()
    foreach ($pack in $After) {
        if ((@(4, 6, 7) -notcontains $pack[1]) -and -not (Test-PackIn $pack $Before) -and -not (Test-PackIn $pack $explained)) { $new += , $pack }
    }
    return , $new
}

# Exactly one fitting row under a row ID that was free is this line's work. Another row is it only when it came alone.
function Get-StateByRows($Line, $Before, $New) {
    $created = @()
    $fitting = @()
    foreach ($pack in $New) {
        if (Find-Row $Before $pack[0]) { continue }
        $created += , $pack
        if (Test-LineFits $Line $pack) { $fitting += , $pack }
    }
    if ($fitting.Count -eq 1) { return @{ state = 'Fits'; rows = $fitting } }
    if ($New.Count -eq 0) { return @{ state = 'NothingNew'; rows = @() } }
    if ($New.Count -eq 1 -and $created.Count -eq 1) { return @{ state = 'Different'; rows = $created } }
    return @{ state = 'Unknown'; rows = @() }
}

function Get-SourceRemoval([string]$SinceUtc, $Known) {
    $ids = @()
    foreach ($entry in (Read-Events $SinceUtc)) { if (-not (Test-EventIn $entry $Known)) { $ids += $entry[0] } }
    foreach ($pair in $RemovalEvents) { if ($ids -contains $pair[0]) { return $pair[1] } }
    return 'Unknown'
}

function Test-EventIn($Entry, $Entries) {
    foreach ($other in $Entries) { if ($other[2] -eq $Entry[2] -and $other[3] -eq $Entry[3]) { return $true } }
    return $false
}

function New-LineResult($Line, [string]$State) {
    return [ordered]@{ operation = $Line.operation; state = $State; call = $null; returnValue = $null; rows = @(); sourceRemoval = 'NotTried'; attempts = 0 }
}

# What an earlier run of the same operation left; null when a call may be made. A call that may have been made is never made again blindly.
function Resolve-Receipt($Line, $Receipt, $Packs) {
    $result = New-LineResult $Line 'Unknown'
    $result.attempts = @($Receipt.attempts).Count
    $rows = @($Receipt.rows)
    if ($Receipt.phase -eq 'Done' -and $rows.Count -gt 0) {
        foreach ($row in $rows) { if (-not (Test-PackIn $row $Packs)) { return $result } }
        $result.state = 'AlreadyImported'
        if ($Receipt.state -eq 'ImportedDifferent') { $result.state = $Receipt.state }
        $result.rows = $rows
        $result.sourceRemoval = $Receipt.sourceRemoval
        return $result
    }
    $last = Get-LastAttempt $Receipt
    if ($Receipt.phase -eq 'Calling' -and (Test-ProcessAlive $last)) { Stop-With 75 'Busy' ([ordered]@{ heldBy = $last }) }
    # Also a call that was answered with a refusal may have left a row after it had been looked for.
    $judged = Get-StateByRows $Line @($Receipt.before) (Get-NewPacks $Line.operation @($Receipt.before) $Packs)
    if ($judged.state -eq 'Fits') {
        $result.state = 'AlreadyImported'
        $result.rows = $judged.rows
        $result.sourceRemoval = Get-SourceRemoval $last.startedUtc @()
        return $result
    }
    if ($Receipt.state -eq 'Refused') { return $null }
    if ($judged.state -eq 'NothingNew' -and ($Receipt.phase -eq 'Calling' -or $Receipt.state -eq 'NotApplied')) {
        if ($Line.repeat) { return $null }
        $result.state = 'NotApplied'
        return $result
    }
    return $result
}

function Close-Receipt($Receipt, $Result, $After) {
    $closed = [ordered]@{}
    foreach ($name in @('schema', 'operation', 'script', 'migration', 'text', 'phase', 'attempts', 'before', 'answerHash')) { $closed[$name] = $Receipt.$name }
    $closed.phase = 'Done'
    $closed.state = $Result.state
    $closed.rows = @($Result.rows)
    $closed.after = $After
    $closed.sourceRemoval = $Result.sourceRemoval
    Write-Receipt $Result.operation $closed
}

function Invoke-Call($Line, $Secret, $Source, $Result) {
    try {
        $answer = Invoke-CimMethod -ClassName Win32_TSLicenseKeyPack -MethodName $Result.call -Arguments (Get-Arguments $Line $Secret $Source)
        $Result.returnValue = [long]$answer.ReturnValue
        if ($Result.returnValue -ne 0) { Add-Failure $Result ('0x{0:x8}' -f $Result.returnValue) }
    }
    catch {
        Add-Failure $Result (Get-ErrorCode $_)
        Add-Problem $Line.operation $_
    }
}

function Invoke-Line($In, $Line, $Secret) {
    $before = Read-Packs
    $earlier = Read-Receipt $Line.operation
    if ($earlier) {
        $known = Resolve-Receipt $Line $earlier $before
        if ($known) {
            if (@($earlier.rows).Count -eq 0) { Close-Receipt $earlier $known $before }
            return $known
        }
    }
    $receipt = New-Receipt $Line.operation $earlier $before
    $receipt.answerHash = Get-AnswerHash $Line $Secret
    $attempt = Get-LastAttempt $receipt
    $events = Read-Events $attempt.startedUtc
    $result = New-LineResult $Line 'Unknown'
    $result.call = Get-CallName $Line
    $result.attempts = $receipt.attempts.Count
    # From here on the call may have been made, whatever happens to this process.
    Write-Receipt $Line.operation $receipt
    Invoke-Call $Line $Secret $In.source $result
    $after = Read-Packs
    $new = Get-NewPacks $Line.operation $before $after
    $judged = Get-StateByRows $Line $before $new
    $result.rows = $judged.rows
    if ($judged.state -eq 'Fits') { $result.state = 'Imported' }
    elseif ($judged.state -eq 'Different') { $result.state = 'ImportedDifferent' }
    elseif ($judged.state -eq 'NothingNew' -and $result.hresult) { $result.state = 'Refused' }
    if ($new.Count -gt 0) { $result.sourceRemoval = Get-SourceRemoval $attempt.startedUtc $events }
    $attempt.returnValue = $result.returnValue
    $attempt.hresult = $result.hresult
    $attempt.endedUtc = Format-Utc (Get-UtcNow)
    Close-Receipt $receipt $result $after
    return $result
}

# Lines are independent of each other, unless the request wants the first problem to end the run.
function Invoke-Verb($In, $Secret) {
    $began = Read-Packs
    $lines = @()
    $stopped = $false
    foreach ($line in @($In.lines)) {
        if ($stopped -or (Test-Late)) { $lines += New-LineResult $line 'Skipped'; continue }
        $done = Invoke-Line $In $line $Secret.($line.operation)
        $lines += $done
        if ($In.stopAtFirstProblem -and @('Imported', 'AlreadyImported') -notcontains $done.state) { $stopped = $true }
    }
    $ended = Read-Packs
    $result = [ordered]@{
        before = (Get-Kinds $began); after = (Get-Kinds $ended); lines = $lines; events = (Read-Events $In.eventsSinceUtc)
        unexplainedRows = (Get-NewPacks '' $began $ended)
    }
    Limit-Result $result @('events', 'before', 'after', 'unexplainedRows')
    Stop-With 0 'Ok' $result
}

Start-Verb 'Import' $true
