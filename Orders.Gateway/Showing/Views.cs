using Microsoft.Extensions.Options;
using Orders.Contracts;
using Orders.Gateway.Admitting;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Showing;

/// <summary>Decides who sees an order in full. The query API, which has the documents, is told by a header and does the masking.</summary>
internal sealed class Views(IOptions<PrivacyOptions> options, IHostEnvironment environment)
{
    private readonly MaskMode _mode = options.Value.Mask;
    private readonly bool _isDevelopment = environment.IsDevelopment();

    public bool IsMasked(Caller caller) => _mode switch
    {
        MaskMode.Always => true,
        MaskMode.Never => false,
        _ => !_isDevelopment && !caller.IsOperator,
    };

    /// <summary>As the query API is told.</summary>
    public string Of(Caller caller) => IsMasked(caller) ? OrdersView.Masked : OrdersView.Full;
}

internal static class ViewsPipeline
{
    public static void AddViews(this WebApplicationBuilder builder)
    {
        builder.AddSettings<PrivacyOptions>(PrivacyOptions.Section);
        builder.Services.AddSingleton<Views>();
    }
}
