using Microsoft.Extensions.DependencyInjection;

using Orders.ServiceDefaults;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class ServiceFactoriesTests
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
}
