namespace RdsCalOrchestrator.Domain.Identifiers;

/// <summary>Parsing never throws and always explains: a value, or what is wrong with the text. A value may come with a warning.</summary>
public readonly record struct Parsed<T>(T? Value, string? Problem, string? Warning = null)
    where T : class
{
    public static implicit operator Parsed<T>(T value) => new(value, null);
}
