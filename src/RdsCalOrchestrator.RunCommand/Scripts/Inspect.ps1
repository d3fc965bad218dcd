# Inspect: reads a license server and changes nothing about licensing. It takes no lock.
$MostEvents = 20
$MostReceipts = 20

function Find-BadInput($In, $Secret) {
    foreach ($name in @($In.operations)) { if ($name -and -not (Test-OperationId $name)) { return 'input.operations' } }
    if ($In.page.offset -lt 0 -or $In.page.limit -lt 1 -or $In.page.limit -gt 20) { return 'input.page' }
    return $null
}

function Read-Callable {
    $methods = (Get-CimClass -ClassName Win32_TSLicenseKeyPack).CimClassMethods
    return [ordered]@{
        importAgreement   = [bool]$methods['ImportAgreementLicenseKeyPack']
        importOpen        = [bool]$methods['ImportOpenPurchaseLicenseKeyPack']
        importRetail      = [bool]$methods['ImportRetailPurchaseLicenseKeyPack']
        importOffline     = [bool]$methods['ImportLicenseKeyPackOffline']
        uninstallWithId   = [bool]$methods['UninstallLicenseKeyPackWithId']
        removeWithIdCount = [bool]$methods['RemoveLicensesWithIdCount']
    }
}

# What only a running licensing service can say. Without it the rest is still worth reading.
function Add-Licensing($Result) {
    $Result.can = Read-Callable
    $licensing = Get-CimInstance -ClassName Win32_TSLicenseServer
    $Result.role.scope = [int]$licensing.ServerRole
    $Result.role.databasePath = [string]$licensing.DatabasePath
    $Result.role.version = [string]$licensing.Version
    $Result.activation = Read-Activation
    $Result.company = [ordered]@{
        firstName = (Get-Field $licensing.FirstName); lastName = (Get-Field $licensing.LastName)
        companyName = (Get-Field $licensing.Company); countryRegion = (Get-Field $licensing.CountryRegion)
    }
    $Result.directory = Read-Directory
}

function Read-PacksOrNone {
    try { return , (Read-Packs) }
    catch {
        Add-Problem 'Win32_TSLicenseKeyPack' $_
        return , @()
    }
}

# An earlier operation, whether the rows it created are there, and while it is not done, whether its process lives.
function Read-Operation($Receipt, $Packs) {
    $present = $true
    foreach ($row in @($Receipt.rows)) { if (-not (Test-PackIn $row $Packs)) { $present = $false } }
    $operation = [ordered]@{
        operation = $Receipt.operation; script = $Receipt.script; phase = $Receipt.phase; state = $Receipt.state
        attempts = @($Receipt.attempts).Count; rows = @($Receipt.rows); rowsPresent = $present
    }
    if ($Receipt.phase -ne 'Done') {
        $last = Get-LastAttempt $Receipt
        $operation.process = [ordered]@{ pid = $last.pid; startedUtc = $last.processStartedUtc; alive = (Test-ProcessAlive $last) }
    }
    return $operation
}

function Add-Operations($Result, $Names, $Packs) {
    $Result.operations = @()
    $Result.unknownOperations = @()
    foreach ($name in @($Names)) {
        $receipt = Read-Receipt $name
        if ($receipt) { $Result.operations += Read-Operation $receipt $Packs } else { $Result.unknownOperations += $name }
    }
}

function Get-ReceiptList {
    $list = @()
    foreach ($receipt in (Read-AllReceipts)) { $list += , @($receipt.operation, $receipt.script, $receipt.phase) }
    return , $list
}

function Get-Last($List, [int]$Count) {
    if ($List.Count -le $Count) { return , $List }
    return , $List[($List.Count - $Count)..($List.Count - 1)]
}

# A page is shortened until its frame fits: what is left out comes with the next one.
function Set-Page($Result, $Packs, [int]$Offset, [int]$Limit) {
    $Result.next = $null
    for ($count = [Math]::Min($Limit, $Packs.Count - $Offset); $count -gt 0; $count--) {
        $Result.packs = @()
        for ($i = $Offset; $i -lt $Offset + $count; $i++) { $Result.packs += , $Packs[$i] }
        if ($Offset + $count -lt $Packs.Count) { $Result.next = $Offset + $count } else { $Result.next = $null }
        if (Test-Fits $Result) { return }
    }
    Limit-Result $Result @('receipts', 'events')
}

function New-Backup([string]$Wanted) {
    if (-not $Wanted -or $Wanted -eq 'none') { return $null }
    # A copy of the open database is not made yet (A-BACKUP): whoever requires one gets none and no change.
    if ($Wanted -eq 'required') {
        $script:Problems += [ordered]@{ code = 'RDS-NO-BACKUP'; at = 'backup' }
        Stop-With 70 'Failed' $null
    }
    return [ordered]@{ state = 'NotMade' }
}

function Invoke-Verb($In, $Secret) {
    $result = [ordered]@{
        role = (Read-Role); activation = 2; company = $null
        can = [ordered]@{ importAgreement = $false; importOpen = $false; importRetail = $false; importOffline = $false; uninstallWithId = $false; removeWithIdCount = $false }
        directory = $null; clearinghouse = $null; reach = $null
    }
    $packs = @()
    if ($script:Problems.Count -eq 0) {
        Add-Licensing $result
        $packs = Read-PacksOrNone
    }
    if ($In.clearinghouse) { $result.clearinghouse = Read-Clearinghouse }
    if ($In.reach) { $result.reach = [ordered]@{ to = $In.reach; tcp135 = (Test-Port $In.reach 135); tcp445 = (Test-Port $In.reach 445) } }
    if ($In.operations) { Add-Operations $result $In.operations $packs }
    $result.kinds = Get-Kinds $packs
    $result.packs = @()
    $result.packCount = $packs.Count
    $result.next = $null
    $result.events = Get-Last (Read-Events $In.eventsSinceUtc) $MostEvents
    $result.receipts = Get-Last (Get-ReceiptList) $MostReceipts
    $result.backup = New-Backup $In.backup
    Set-Page $result $packs $In.page.offset $In.page.limit
    Stop-With 0 'Ok' $result
}

Start-Verb 'Inspect' $false
