using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orders.ServiceDefaults;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class SettingsBindingTests
{
    [Fact]
    public void Settings_are_read_from_their_section()
    {
        var options = Read(new() { ["Sample:Pause"] = "00:00:05", ["Sample:Keys:0"] = "a" });

        Assert.Equal(TimeSpan.FromSeconds(5), options.Pause);
        Assert.Equal(["a"], options.Keys);
    }

    [Fact]
    public void All_faults_are_named_by_their_configuration_keys()
    {
        var exception = Assert.Throws<OptionsValidationException>(() =>
            Read(new() { ["Sample:Pause"] = "00:00:00", ["Sample:Share"] = "1.5" }));

        Assert.Equal(["Sample:Pause: too short", "Sample:Share: not a share"], exception.Failures.Order());
    }

    [Theory]
    [InlineData("Pause", "soon", "Sample:Pause: 'soon' is no duration, such as 00:00:05 or 1.12:00:00")]
    [InlineData("Share", "a half", "Sample:Share: 'a half' is no number, such as 0.5")]
    [InlineData("Count", "3000000000", "Sample:Count: '3000000000' is no whole number from -2147483648 to 2147483647")]
    [InlineData("When", "Off", "Sample:When: 'Off' is none of auto, never")]
    [InlineData("Open", "yes", "Sample:Open: 'yes' is neither true nor false")]
    public void A_value_of_the_wrong_type_is_named_by_its_configuration_key_with_what_would_do(string name, string value, string message)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read(new() { [$"Sample:{name}"] = value }));

        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void All_values_of_the_wrong_type_are_named()
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read(new() { ["Sample:Pause"] = "soon", ["Sample:Open"] = "yes" }));

        Assert.Contains("Sample:Pause", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Sample:Open", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_have_the_names_and_partitions_of_the_contract_by_default()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddSettings<TopicOptions>(TopicOptions.Section);
        using var host = builder.Build();

        var topics = host.Services.GetRequiredService<IOptions<TopicOptions>>().Value;

        Assert.Equal(("orders", "orders_dlq", "orders_changed"), (topics.Orders, topics.DeadLetters, topics.Changes));
        Assert.Equal((12, 12, 12), (topics.OrdersPartitions, topics.DeadLettersPartitions, topics.ChangesPartitions));
    }

    private static SampleOptions Read(Dictionary<string, string?> configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.AddSettings<SampleOptions>("Sample");
        builder.AddSettings<SampleOptions>("Sample");
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<SampleOptions>>().Value;
    }

    private sealed class SampleOptions
    {
        [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "too short")]
        public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);

        [Range(0.0, 1.0, ErrorMessage = "not a share")]
        public double Share { get; set; }

        [Range(0, int.MaxValue)]
        public int? Count { get; set; }

        public When When { get; set; }

        public bool Open { get; set; }

        public IList<string> Keys { get; } = [];
    }

    private enum When
    {
        Auto,
        Never,
    }
}
