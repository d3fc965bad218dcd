using System.Management.Automation.Language;
using System.Text;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>
/// The scripts must run on Windows PowerShell 3.0. Its parser is not here, and that of 7 accepts everything newer: what is newer is
/// looked for.
/// </summary>
public sealed class ScriptTextTests
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "ConvertFrom-Json", "Get-Acl", "Get-CimClass", "Get-CimInstance", "Get-Date", "Get-ItemProperty", "Get-Service", "Get-WinEvent",
        "Invoke-CimMethod", "Join-Path", "New-Object", "Set-Acl", "Set-CimInstance", "Where-Object", "Write-Output",
    };

    private static readonly HashSet<string> KnownParameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "AclObject", "ArgumentList", "Arguments", "ChildPath", "ClassName", "ErrorAction", "Filter", "FilterHashtable", "InputObject",
        "MethodName", "Name",
        "Oldest", "Path", "Property", "TypeName",
    };

    // All of .NET Framework 4.5, which Windows Server 2012 has in the box.
    private static readonly HashSet<string> KnownTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "array", "bool", "char", "datetime", "int", "long", "Math", "NullString", "ordered", "ref", "regex", "string", "string[]",
        "uint32", "ValueType", "void",
        "System.BitConverter", "System.Collections.IDictionary", "System.Collections.IEnumerable", "System.Convert",
        "System.Globalization.CultureInfo",
        "System.Globalization.DateTimeStyles", "System.IO.Directory", "System.IO.File", "System.IO.IOException",
        "System.Management.Automation.PSCustomObject", "System.Security.Authentication.SslProtocols", "System.Text.Encoding",
    };

    private static readonly HashSet<string> KnownObjects = new(StringComparer.OrdinalIgnoreCase)
    {
        "System.Collections.ArrayList", "System.Net.Security.SslStream", "System.Net.Sockets.TcpClient",
        "System.Security.Cryptography.SHA256CryptoServiceProvider",
    };

    // Static members with the arguments they are called with, and methods of objects: each was looked up in .NET Framework 4.5.
    private static readonly HashSet<string> KnownStatics = new(StringComparer.OrdinalIgnoreCase)
    {
        "array::IndexOf/2", "datetime::Parse/3", "int::TryParse/2", "Math::Min/2", "NullString::Value", "regex::Replace/3",
        "System.BitConverter::ToString/1", "System.Convert::FromBase64String/1", "System.Convert::ToBase64String/1",
        "System.Globalization.CultureInfo::InvariantCulture",
        "System.IO.Directory::CreateDirectory/1", "System.IO.Directory::Exists/1", "System.IO.Directory::GetFiles/2",
        "System.IO.File::Exists/1", "System.IO.File::Move/2", "System.IO.File::Open/4", "System.IO.File::ReadAllText/1",
        "System.IO.File::Replace/3", "System.Text.Encoding::ASCII", "System.Text.Encoding::UTF8",
    };

    private static readonly HashSet<string> KnownMethods = new(StringComparer.OrdinalIgnoreCase)
    {
        "Add/1", "AuthenticateAsClient/4", "Close/0", "ComputeHash/1", "ConnectAsync/2", "Contains/1", "ContainsKey/1", "Dispose/0", "Flush/1",
        "GetBytes/1", "GetStream/0", "GetString/1", "Insert/3", "Remove/1", "Replace/2", "SetSecurityDescriptorSddlForm/2", "Split/1",
        "Substring/2", "ToLocalTime/0", "ToLowerInvariant/0", "ToString/2", "ToUniversalTime/0", "Wait/1", "Write/3",
    };

    private static readonly string[] Reads =
        ["GetActivationStatus", "GetLicenseServerId", "IsLSinTSLSGroup", "IsLSonDC", "IsLSSecGrpGPEnabled"];

    /// <summary>All that are sent, and the one that is run by hand.</summary>
    public static TheoryData<string> Scripts => [.. Enum.GetNames<Script>(), nameof(ScriptLibrary.Probe)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_IsAsciiAndParses(string script)
    {
        Assert.True(Ascii.IsValid(TextOf(script)));
        Parser.ParseInput(TextOf(script), out _, out var errors);
        Assert.Empty(errors);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_CallsOnlyKnownCommandsAndItsOwn(string script)
    {
        var ast = Parse(script);
        var own = All<FunctionDefinitionAst>(ast).Select(static f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.All(All<CommandAst>(ast), command => Assert.True(
            command.GetCommandName() is { } name && (Known.Contains(name) || own.Contains(name)),
            $"{command.Extent.StartLineNumber}: {command.Extent.Text}"));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_UsesOnlyKnownParametersAndTypes(string script)
    {
        var ast = Parse(script);
        var own = All<FunctionDefinitionAst>(ast).Select(static f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var parameters = All<CommandParameterAst>(ast)
            .Where(p => !own.Contains(((CommandAst)p.Parent).GetCommandName()))
            .Select(static p => p.ParameterName);
        Assert.All(parameters, static p => Assert.Contains(p, KnownParameters));
        var types = All<TypeExpressionAst>(ast).Select(static t => t.TypeName)
            .Concat(All<TypeConstraintAst>(ast).Select(static t => t.TypeName));
        Assert.All(types.Select(static t => t.FullName), static t => Assert.Contains(t, KnownTypes));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_MakesAndCallsOnlyWhatNetFramework45Has(string script) => Assert.Empty(NewerMembers(Parse(script)));

    [Theory]
    [InlineData("New-Object -TypeName System.Net.Http.HttpClient")]
    [InlineData("New-Object System.Collections.ArrayList")]
    [InlineData("New-Object -TypeName $type")]
    [InlineData("New-Object -ComObject Shell.Application")]
    [InlineData("[array]::Empty()")]
    [InlineData("[System.IO.File]::Move('a', 'b', $true)")]
    [InlineData("[System.IO.File]::$name('a')")]
    [InlineData("'a b'.Split(' ', 2)")]
    [InlineData("'ab'.Contains('A', 'OrdinalIgnoreCase')")]
    [InlineData("$a.$name()")]
    public void NewerMembers_OfSomethingNewerOrUnknown_FindsIt(string text) =>
        Assert.NotEmpty(NewerMembers(Parser.ParseInput(text, out _, out _)));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_HasNoSyntaxNewerThanWindowsPowerShell3(string script) => Assert.Empty(NewerSyntax(Parse(script)));

    [Theory]
    [InlineData("$a ? 1 : 2")]
    [InlineData("$a ?? 2")]
    [InlineData("$a ??= 2")]
    [InlineData("Get-Date && Get-Date")]
    [InlineData("${a}?.Length")]
    [InlineData("[System.Guid]::new()")]
    [InlineData("$a.Where({ $true })")]
    [InlineData("class A { }")]
    [InlineData("using namespace System")]
    [InlineData("$IsWindows")]
    [InlineData("Get-Date &")]
    [InlineData("\"`u{41}\"")]
    public void NewerSyntax_OfSomethingNewer_FindsIt(string text) => Assert.NotEmpty(NewerSyntax(Parser.ParseInput(text, out _, out _)));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_TakesARequestAndSecretsAndPromptsForNothing(string script)
    {
        var parameters = Parse(script).ParamBlock!.Parameters;

        Assert.Equal(["Request", "Secrets"], parameters.Select(static p => p.Name.VariablePath.UserPath));
        // A mandatory parameter that is missing is asked for, and nobody is there to answer.
        Assert.DoesNotContain(parameters, static p => p.Attributes.OfType<AttributeAst>().Any());
    }

    [Theory]
    [InlineData(nameof(Script.Inspect))]
    [InlineData(nameof(ScriptLibrary.Probe))]
    public void Script_ThatReads_CallsNothingThatChangesLicensing(string script)
    {
        var commands = All<CommandAst>(Parse(script)).ToList();

        Assert.DoesNotContain(commands, static c => c.GetCommandName() is "Set-CimInstance" or "Write-Receipt");
        Assert.All(
            commands.Where(static c => c.GetCommandName() is "Open-Lock" or "Initialize-Root"),
            static c => Assert.True(IsInCommonHalf(c)));
        var methods = commands.Where(static c => c.GetCommandName() == "Invoke-CimMethod").Select(MethodName).ToList();
        Assert.NotEmpty(methods);
        Assert.All(methods, static method => Assert.Contains(method, Reads));
    }

    // The common half can take the lock; Inspect tells it not to.
    private static bool IsInCommonHalf(Ast command)
    {
        for (var parent = command.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is FunctionDefinitionAst { Name: "Invoke-Checked" })
                return true;
        }

        return false;
    }

    private static string? MethodName(CommandAst command)
    {
        var at = command.CommandElements.ToList().FindIndex(static e => e is CommandParameterAst { ParameterName: "MethodName" });
        return (command.CommandElements[at + 1] as StringConstantExpressionAst)?.Value;
    }

    private static IEnumerable<string> NewerMembers(Ast script) =>
        All<CommandAst>(script).Where(static c => c.GetCommandName() == "New-Object" && !IsKnownObject(c))
            .Concat<Ast>(All<MemberExpressionAst>(script).Where(static m => !IsKnownMember(m)))
            .Select(static a => $"{a.Extent.StartLineNumber}: {a.Extent.Text}");

    private static bool IsKnownObject(CommandAst command) =>
        command.CommandElements is [_, CommandParameterAst { ParameterName: "TypeName" }, StringConstantExpressionAst type, ..]
        && KnownObjects.Contains(type.Value);

    // Fields of objects are WMI's, our own or checked by whoever made the object.
    private static bool IsKnownMember(MemberExpressionAst member)
    {
        var arguments = member is InvokeMemberExpressionAst call ? $"/{call.Arguments?.Count ?? 0}" : "";
        return (member.Static, member.Member) switch
        {
            (true, StringConstantExpressionAst name) => member.Expression is TypeExpressionAst type
                && KnownStatics.Contains($"{type.TypeName.FullName}::{name.Value}{arguments}"),
            (true, _) => false,
            (false, StringConstantExpressionAst name) => arguments.Length == 0 || KnownMethods.Contains(name.Value + arguments),
            (false, _) => arguments.Length == 0,
        };
    }

    private static IEnumerable<string> NewerSyntax(Ast script) =>
        script.FindAll(IsNewer, searchNestedScriptBlocks: true).Select(static a => $"{a.Extent.StartLineNumber}: {a.Extent.Text}");

    private static bool IsNewer(Ast ast) => ast switch
    {
        TernaryExpressionAst or PipelineChainAst or TypeDefinitionAst or UsingStatementAst or ConfigurationDefinitionAst => true,
        BinaryExpressionAst binary => binary.Operator == TokenKind.QuestionQuestion,
        AssignmentStatementAst assignment => assignment.Operator == TokenKind.QuestionQuestionEquals,
        InvokeMemberExpressionAst { Static: true, Member: StringConstantExpressionAst { Value: "new" } } => true,
        InvokeMemberExpressionAst { Static: false, Member: StringConstantExpressionAst { Value: "Where" or "ForEach" } } => true,
        MemberExpressionAst member => member.NullConditional,
        IndexExpressionAst index => index.NullConditional,
        PipelineAst pipeline => pipeline.Background,
        ScriptBlockAst block => block.CleanBlock is not null,
        VariableExpressionAst variable => variable.VariablePath.UserPath is "IsWindows" or "IsLinux" or "IsMacOS" or "IsCoreCLR",
        StringConstantExpressionAst or ExpandableStringExpressionAst => ast.Extent.Text.Contains("`u{", StringComparison.Ordinal),
        _ => false,
    };

    private static IEnumerable<T> All<T>(Ast script)
        where T : Ast => script.FindAll(static a => a is T, searchNestedScriptBlocks: true).Cast<T>();

    private static string TextOf(string script) =>
        (script == nameof(ScriptLibrary.Probe) ? ScriptLibrary.Probe : ScriptLibrary.Of(Enum.Parse<Script>(script))).Text;

    private static ScriptBlockAst Parse(string script) => Parser.ParseInput(TextOf(script), out _, out _);
}
