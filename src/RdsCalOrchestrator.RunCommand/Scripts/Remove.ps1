# Remove: takes away rows that an import left. Everything is checked before the first removal; one difference, and nothing is removed.
$Suffixes = @{ cleanUp = '.remove'; undo = '.undo' }

function Find-BadInput($In, $Secret) {
    if (-not $Suffixes.ContainsKey([string]$In.purpose)) { return 'input.purpose' }
    if (@($In.rows).Count -eq 0) { return 'input.rows' }
    foreach ($row in @($In.rows)) {
        if (-not (Test-OperationId $row.operation)) { return 'operation' }
        $total = 0
        if (-not [int]::TryParse(([string]$row.fingerprint).Split('|')[3], [ref]$total)) { return 'fingerprint' }
        if ($row.remove -lt 1 -or $row.remove -gt $total) { return 'remove' }
    }
    return $null
}

# The fingerprint of what a removal leaves of a row.
function Get-LeftFingerprint($Row) {
    $parts = $Row.fingerprint.Split('|')
    $parts[3] = [string]([long]$parts[3] - [long]$Row.remove)
    return $parts -join '|'
}

function New-RowState($Row, $Packs, [string]$Suffix) {
    $state = [ordered]@{ operation = $Row.operation; rowId = [int]$Row.rowId; state = 'Present'; call = $null; returnValue = $null; left = 0 }
    $found = Find-Row $Packs $Row.rowId
    if (-not $found) { $state.state = 'AlreadyAbsent'; return $state }
    $state.left = $found[4]
    if ((Get-Fingerprint $found) -ceq $Row.fingerprint) { return $state }
    $state.state = 'Changed'
    # What an earlier run left of a pack that goes only in part.
    if ((Get-Fingerprint $found) -ceq (Get-LeftFingerprint $Row) -and (Read-Receipt ($Row.operation + $Suffix))) { $state.state = 'Removed' }
    return $state
}

# Each of them must be there as often as it is named, beside the rows that go.
function Get-MissingThatMustStay($In, $Packs) {
    $going = @()
    foreach ($row in @($In.rows)) { $going += [int]$row.rowId }
    $present = New-Object -TypeName System.Collections.ArrayList
    foreach ($pack in $Packs) { if ($going -notcontains $pack[0]) { [void]$present.Add((Get-Fingerprint $pack)) } }
    $missing = @()
    foreach ($fingerprint in @($In.mustStay)) {
        if (-not $fingerprint) { continue }
        if ($present.Contains($fingerprint)) { $present.Remove($fingerprint) } else { $missing += $fingerprint }
    }
    return , $missing
}

function Invoke-Removal($Row, $State, $Total) {
    $arguments = @{ KeyPackId = [uint32]$Row.rowId }
    $State.call = 'UninstallLicenseKeyPackWithId'
    if ([long]$Row.remove -lt $Total) {
        $State.call = 'RemoveLicensesWithIdCount'
        $arguments.LicenseCount = [uint32]$Row.remove
    }
    try {
        $State.returnValue = [long](Invoke-CimMethod -ClassName Win32_TSLicenseKeyPack -MethodName $State.call -Arguments $arguments).ReturnValue
        if ($State.returnValue -ne 0) { Add-Failure $State ('0x{0:x8}' -f $State.returnValue) }
    }
    catch {
        Add-Failure $State (Get-ErrorCode $_)
        Add-Problem $Row.operation $_
    }
}

# One receipt for each operation; it grows with the operation's rows.
function Remove-Row($Row, $State, $States, [string]$Suffix) {
    $name = $Row.operation + $Suffix
    $before = Read-Packs
    $receipt = New-Receipt $Row.operation (Read-Receipt $name) $before
    $receipt.phase = 'Calling'
    $receipt.rows = @($States | Where-Object { $_.operation -eq $Row.operation })
    Write-Receipt $name $receipt
    $total = (Find-Row $before $Row.rowId)[4]
    Invoke-Removal $Row $State $total
    $after = Read-Packs
    $found = Find-Row $after $Row.rowId
    $State.left = 0
    if ($found) { $State.left = $found[4] }
    if ($State.left -eq $total - [long]$Row.remove) { $State.state = 'Removed' }
    elseif ($State.left -eq $total) { $State.state = 'Refused' }
    else { $State.state = 'Unknown' }
    $attempt = Get-LastAttempt $receipt
    $attempt.returnValue = $State.returnValue
    $attempt.hresult = $State.hresult
    $attempt.endedUtc = Format-Utc (Get-UtcNow)
    $receipt.after = $after
    $receipt.phase = 'Done'
    $receipt.state = $State.state
    Write-Receipt $name $receipt
}

function Invoke-Verb($In, $Secret) {
    $suffix = $Suffixes[[string]$In.purpose]
    $packs = Read-Packs
    $rows = @($In.rows)
    $states = @()
    foreach ($row in $rows) { $states += New-RowState $row $packs $suffix }
    $missing = Get-MissingThatMustStay $In $packs
    $changed = @($states | Where-Object { $_.state -eq 'Changed' })
    if ($missing.Count -eq 0 -and $changed.Count -eq 0) {
        for ($i = 0; $i -lt $rows.Count; $i++) {
            if ($states[$i].state -eq 'Present' -and -not (Test-Late)) { Remove-Row $rows[$i] $states[$i] $states $suffix }
        }
    }
    $after = Read-Packs
    $result = [ordered]@{ before = (Get-Kinds $packs); after = (Get-Kinds $after); rows = $states; mustStayMissing = $missing; packs = $after }
    Limit-Result $result @('packs', 'before', 'after')
    Stop-With 0 'Ok' $result
}

Start-Verb 'Remove' $true
