using Microsoft.Extensions.DependencyInjection;

using Orders.ServiceDefaults;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class ServiceRegistrationsTests
{
    [Fact]
    public void Each_call_makes_another_one_as_the_registration_did()
    {
        var services = new ServiceCollection();
        services.AddSingleton("name");
        services.AddSingleton(provider => new List<string> { provider.GetRequiredService<string>() });

        services.MakeFactoryOf<List<string>>();

        using var provider = services.BuildServiceProvider();
        var make = provider.GetRequiredService<Func<List<string>>>();
        Assert.Equal(["name"], make());
        Assert.NotSame(make(), make());
        Assert.Null(provider.GetService<List<string>>());
    }

    [Fact]
    public void What_has_no_factory_is_refused()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new List<string>());

        Assert.Throws<InvalidOperationException>(services.MakeFactoryOf<List<string>>);
        Assert.Throws<InvalidOperationException>(services.MakeFactoryOf<Version>);
    }

    [Fact]
    public void What_is_wrapped_is_the_one_that_was_registered()
    {
        var services = new ServiceCollection();
        services.AddSingleton("name");
        services.AddSingleton<IComparer<string>, Named>();

        services.Wrap<IComparer<string>>(inner => new Backwards(inner));

        using var provider = services.BuildServiceProvider();
        Assert.Equal(-1, provider.GetRequiredService<IComparer<string>>().Compare("b", "a"));
    }

    [Fact]
    public void What_has_no_type_is_not_wrapped()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IComparer<string>>(StringComparer.Ordinal);

        Assert.Throws<InvalidOperationException>(() => services.Wrap<IComparer<string>>(inner => inner));
        Assert.Throws<InvalidOperationException>(() => services.Wrap<Version>(inner => inner));
    }

    private sealed class Named(string name) : IComparer<string>
    {
        public int Compare(string? x, string? y) => string.CompareOrdinal(name + x, name + y);
    }

    private sealed class Backwards(IComparer<string> inner) : IComparer<string>
    {
        public int Compare(string? x, string? y) => inner.Compare(y, x);
    }
}
