using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Pairs of routes that one request could match; on the host the name of the function would decide between them.</summary>
internal static class RouteOverlaps
{
    private static readonly DefaultInlineConstraintResolver Constraints = new(Options.Create(new RouteOptions()), new NoServices());

    public static IEnumerable<string> Among(IReadOnlyList<HttpFunction> functions) =>
        from first in functions
        from second in functions.SkipWhile(function => function != first).Skip(1)
        where ShareAVerb(first, second) && Overlap(first.Route.PathSegments, second.Route.PathSegments)
        select AppFunctions.Named(
            first.Name, $"a request could match its route '{first.Route.RawText}' and '{second.Route.RawText}' of function '{second.Name}'.");

    private static bool ShareAVerb(HttpFunction first, HttpFunction second) =>
        first.Verbs.Count == 0 ? second.Verbs.Count == 0 || second.Verbs.Any(first.Answers) : first.Verbs.Any(second.Answers);

    private static bool Overlap(IReadOnlyList<RoutePatternPathSegment> first, IReadOnlyList<RoutePatternPathSegment> second)
    {
        var common = Math.Min(first.Count, second.Count);
        for (var i = 0; i < common; i++)
        {
            if (IsCatchAll(first[i]) || IsCatchAll(second[i]))
                return true;
            if (!Overlap(first[i], second[i]))
                return false;
        }
        return (first.Count > common ? first : second).Skip(common).All(static segment => IsCatchAll(segment) || IsOptional(segment));
    }

    // What is not known to keep routes apart does not: a segment of several parts, most pairs of constraints. Refusing too much is safe.
    private static bool Overlap(RoutePatternPathSegment first, RoutePatternPathSegment second) => (Only(first), Only(second)) switch
    {
        (RoutePatternLiteralPart a, RoutePatternLiteralPart b) => string.Equals(a.Content, b.Content, StringComparison.OrdinalIgnoreCase),
        (RoutePatternLiteralPart literal, RoutePatternParameterPart parameter) => Accepts(parameter, literal.Content),
        (RoutePatternParameterPart parameter, RoutePatternLiteralPart literal) => Accepts(parameter, literal.Content),
        (RoutePatternParameterPart a, RoutePatternParameterPart b) => !(IsNumber(a) && IsNoNumber(b)) && !(IsNoNumber(a) && IsNumber(b)),
        _ => true,
    };

    private static bool Accepts(RoutePatternParameterPart parameter, string text) => ConstraintsOf(parameter).All(constraint =>
        Constraints.ResolveConstraint(constraint)?.Match(
            null, null, parameter.Name, new RouteValueDictionary { [parameter.Name] = text }, RouteDirection.IncomingRequest) ?? true);

    private static IEnumerable<string> ConstraintsOf(RoutePatternParameterPart parameter) =>
        parameter.ParameterPolicies.Select(static policy => policy.Content).OfType<string>();

    private static bool IsNumber(RoutePatternParameterPart parameter) => ConstraintsOf(parameter).Any(static c => c is "int" or "long");

    // A GUID of digits alone has 32 of them, more than a number can have.
    private static bool IsNoNumber(RoutePatternParameterPart parameter) => ConstraintsOf(parameter).Any(static c => c is "guid" or "bool" or "alpha");

    private static RoutePatternPart? Only(RoutePatternPathSegment segment) => segment.IsSimple ? segment.Parts[0] : null;

    private static bool IsCatchAll(RoutePatternPathSegment segment) => Only(segment) is RoutePatternParameterPart { IsCatchAll: true };

    private static bool IsOptional(RoutePatternPathSegment segment) =>
        Only(segment) is RoutePatternParameterPart { IsOptional: true } or RoutePatternParameterPart { Default: not null };

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
