# What became of a line: its receipt is asked, the journal says which run the receipt must know, and the difference of rows decides.

# CALs of 2008 R2 (3) are those of 2008 (2).
function Get-Version($VersionId) { if ($VersionId -eq 3) { return 2 } else { return $VersionId } }

# A retail code (1) says itself how many it stands for: as many as a pack of the source, where that could be read.
function Test-LineFits($Line, $Pack) {
    if ((Get-Version $Pack[3]) -ne (Get-Version $Line.versionId) -or $Pack[2] -ne $Line.productType) { return $false }
    if ($null -ne $Line.quantity) { return $Pack[4] -eq $Line.quantity }
    return $Pack[1] -eq 1 -and (-not $Line.totals -or @($Line.totals) -contains $Pack[4])
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

# A process of an earlier run may still stand in its call. Asked before anything is written or called: Busy means that nothing was done.
function Assert-NobodyCalls($Lines) {
    foreach ($line in $Lines) {
        $receipt = Read-Receipt $line.operation
        if (-not $receipt -or $receipt.phase -ne 'Calling') { continue }
        $last = Get-LastAttempt $receipt
        if (Test-ProcessAlive $last) { Stop-With 75 'Busy' ([ordered]@{ heldBy = $last }) }
    }
}

# Before the first call a run leaves its name in the receipt of each of its lines, and makes those that are missing, in phase Reading: a line that
# a broken run never came to is known not to have been called.
function Open-Receipts($Lines, $Packs) {
    foreach ($line in $Lines) {
        $receipt = Read-Receipt $line.operation
        if (Test-Lost $line $receipt) { continue }
        $opened = New-Receipt $line.operation $null $Packs
        if ($receipt) {
            $opened = [ordered]@{}
            foreach ($property in $receipt.PSObject.Properties) { $opened[$property.Name] = $property.Value }
            $opened.runs = Add-Run $receipt
        }
        Write-Receipt $line.operation $opened
    }
}

# The journal knows a run that may have called, and this machine remembers nothing of it: it was restored or rebuilt since, or that run never came
# here. A receipt without that run is older than it, and is no reason to call. Rows that are known need no such proof.
function Test-Lost($Line, $Receipt) {
    if (-not $Line.lastSent) { return $false }
    if (-not $Receipt) { return $true }
    if ($Receipt.phase -eq 'Done' -and @($Receipt.rows).Count -gt 0) { return $false }
    return @($Receipt.runs) -notcontains $Line.lastSent
}

# What earlier runs of the same operation left; null when a call may be made. A call that may have been made is never made again blindly.
function Resolve-Line($Line, $Receipt, $Packs) {
    if (Test-Lost $Line $Receipt) { return Resolve-Lost $Line $Packs }
    if (-not $Receipt -or $Receipt.phase -eq 'Reading') { return $null }
    $known = Resolve-Receipt $Line $Receipt $Packs
    if ($known -and @($Receipt.rows).Count -eq 0) { Close-Receipt $Receipt $known $Packs }
    return $known
}

# Rows alone decide, against those that the journal knows to be others' work. Without a new one only an operator's word leads to a call.
function Resolve-Lost($Line, $Packs) {
    $judged = Get-StateByRows $Line $Line.knownRows (Get-NewPacks $Line.operation $Line.knownRows $Packs)
    if ($judged.state -eq 'NothingNew' -and $Line.repeat) { return $null }
    $result = New-LineResult $Line 'Unknown'
    if ($judged.state -eq 'NothingNew') { $result.state = 'NoReceipt' }
    if ($judged.state -eq 'Fits') {
        $result.state = 'AlreadyImported'
        $result.rows = $judged.rows
        $result.sourceRemoval = 'Unknown'
        $receipt = New-Receipt $Line.operation $null $Packs
        $receipt.attempts = @()
        Close-Receipt $receipt $result $Packs
    }
    return $result
}

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
    foreach ($name in @('schema', 'operation', 'script', 'migration', 'text', 'phase', 'runs', 'attempts', 'before', 'answerHash')) { $closed[$name] = $Receipt.$name }
    $closed.phase = 'Done'
    $closed.state = $Result.state
    $closed.rows = @($Result.rows)
    $closed.after = $After
    $closed.sourceRemoval = $Result.sourceRemoval
    Write-Receipt $Result.operation $closed
}
