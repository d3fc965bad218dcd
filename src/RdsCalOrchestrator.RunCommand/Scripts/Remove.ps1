# Remove: takes away rows that an import left. Everything is checked before the first removal; one difference, and nothing is removed.
function Find-Row($Packs, [int]$RowId) {
    foreach ($pack in $Packs) { if ($pack[0] -eq $RowId) { return , $pack } }
    return $null
}

function Get-ReceiptName($Row) { return '{0}.remove-{1}' -f $Row.operation, [int]$Row.rowId }

# Present and unchanged, absent, or another pack under the same row.
function Get-RowStates($Rows, $Packs) {
    $states = @()
    foreach ($row in $Rows) {
        $found = Find-Row $Packs ([int]$row.rowId)
        $state = [ordered]@{ operation = $row.operation; rowId = [int]$row.rowId; state = 'Present'; call = $null; returnValue = $null; left = $null }
        if (-not $found) { $state.state = 'AlreadyAbsent'; $state.left = 0 }
        elseif ((Get-Fingerprint $found) -ne $row.fingerprint) { $state.state = 'Changed'; $state.left = $found[4] }
        $states += $state
    }
    return , $states
}

function Get-MissingThatMustStay($MustStay, $Packs) {
    $missing = @()
    $left = New-Object System.Collections.ArrayList
    foreach ($pack in $Packs) { [void]$left.Add((Get-Fingerprint $pack)) }
    foreach ($fingerprint in @($MustStay)) {
        if ($left.Contains($fingerprint)) { $left.Remove($fingerprint) } else { $missing += $fingerprint }
    }
    return , $missing
}

function Remove-Row($State, $Row, $Packs) {
    $total = (Find-Row $Packs ([int]$Row.rowId))[4]
    $receipt = [ordered]@{ schema = 1; operation = $Row.operation; script = 'Remove'; migration = $script:Envelope.migration; text = $script:Envelope.text; phase = 'Calling'; attempts = @(New-Attempt); before = $Packs; after = @(); rows = @(); state = $null; answerHash = $null }
    Write-Receipt (Get-ReceiptName $Row) $receipt
    try {
        if ([long]$Row.remove -eq $total) {
            $State.call = 'UninstallLicenseKeyPackWithId'
            $answer = Invoke-CimMethod -ClassName Win32_TSLicenseKeyPack -MethodName UninstallLicenseKeyPackWithId -Arguments @{ KeyPackId = [uint32]$Row.rowId }
        }
        else {
            $State.call = 'RemoveLicensesWithIdCount'
            $answer = Invoke-CimMethod -ClassName Win32_TSLicenseKeyPack -MethodName RemoveLicensesWithIdCount -Arguments @{ KeyPackId = [uint32]$Row.rowId; LicenseCount = [uint32]$Row.remove }
        }
        $State.returnValue = [long]$answer.ReturnValue
    }
    catch { $State.hresult = Get-HResult $_ }
    $found = Find-Row (Read-Packs) ([int]$Row.rowId)
    $State.left = 0
    if ($found) { $State.left = $found[4] }
    if ($State.left -eq $total - [long]$Row.remove) { $State.state = 'Removed' }
    elseif ($State.left -eq $total) { $State.state = 'Refused' }
    else { $State.state = 'Unknown' }
    $receipt.phase = 'Done'
    $receipt.state = $State.state
    Write-Receipt (Get-ReceiptName $Row) $receipt
}

function Invoke-Verb($In, $Secret, $Server) {
    $packs = Read-Packs
    $rows = @($In.rows)
    $states = Get-RowStates $rows $packs
    $missing = Get-MissingThatMustStay $In.mustStay $packs
    $changed = @()
    foreach ($state in $states) { if ($state.state -eq 'Changed') { $changed += $state } }
    if ($missing.Count -eq 0 -and $changed.Count -eq 0) {
        for ($i = 0; $i -lt $rows.Count; $i++) {
            if ($states[$i].state -eq 'Present' -and (Get-UtcNow) -le (Read-Utc $script:Envelope.notAfterUtc)) { Remove-Row $states[$i] $rows[$i] (Read-Packs) }
        }
    }
    $after = Read-Packs
    $result = [ordered]@{ before = (Get-Kinds $packs); after = (Get-Kinds $after); rows = $states; mustStayMissing = $missing; packs = $after }
    if ((Get-Frame 'Ok' $Server $result @()).Length -gt $FrameLimit) { $result.packs = @() }
    Exit-With 0 'Ok' $Server $result @()
}

Start-Verb 'Remove' $true
