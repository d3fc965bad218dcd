using RdsCalOrchestrator.Domain.Migrations.Planning;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations.Packs;

/// <summary>When two names are one server: the stronger name decides, and only what no two servers share ties names together.</summary>
public sealed class ServerAliasesTests
{
    [Theory]
    [InlineData("id:a license:x", "id:a license:y", Likeness.Same)]
    [InlineData("id:a license:x", "id:b license:x", Likeness.Same)]
    [InlineData("license:x product:p name:ls01", "license:y product:p name:ls01", Likeness.Other)]
    [InlineData("license:x product:p", "product:p", Likeness.Same)]
    [InlineData("product:p name:ls01", "product:q name:ls01", Likeness.Other)]
    [InlineData("id:a name:ls01", "id:b name:ls01", Likeness.Same)]
    [InlineData("id:a", "id:b license:x", Likeness.ProbablyOther)]
    [InlineData("name:ls01 license:x", "name:ls02", Likeness.Unknown)]
    public void To_TwoServers_IsToldByTheirStrongestNames(string one, string other, Likeness expected)
    {
        Assert.Equal(expected, Named(one).To(Named(other)));
        Assert.Equal(expected, Named(other).To(Named(one)));
    }

    [Fact]
    public void Complete_NamesTiedByAThird_AreOneServer()
    {
        var book = new AliasBook([Named("id:a name:old"), Named("license:x"), Named("id:b"), Named("id:a license:x"), Named("license:x id:c")]);

        Assert.Equal(Named("id:a id:c license:x name:old").All, book.Complete(Named("id:c")).All);
        Assert.Equal(Named("id:b").All, book.Complete(Named("id:b")).All);
    }

    [Fact]
    public void Complete_SharedProductIdOrName_TiesNothing()
    {
        var book = new AliasBook([Named("id:a product:p name:n"), Named("id:b product:p name:n")]);

        Assert.Equal(Named("id:a product:p name:n").All, book.Complete(Named("id:a")).All);
    }

    private static ServerAliases Named(string names) => ServerAliases.From(names.Split(' '));
}
