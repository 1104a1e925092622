using Orders.Ingestor;
using Orders.ServiceDefaults;

return await ServiceHost.RunAsync("orders-ingestor", args, builder => builder.AddIngestion(), _ => { });
