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
    $known = Resolve-Line $Line $earlier $before
    if ($known) { return $known }
    $receipt = New-Receipt $Line.operation $earlier $before
    $receipt.phase = 'Calling'
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
    Assert-NobodyCalls @($In.lines)
    Open-Receipts @($In.lines) $began
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
